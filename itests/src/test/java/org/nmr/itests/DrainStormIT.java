// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Many threads register, change, use and unregister services at the same time. */
class DrainStormIT {
    private static final int ROUNDS = 300;

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOver = new AtomicBoolean();

    private Bundle drain;
    private Bundle registrar;
    private BundleContext user;
    private BundleContext provider;

    @BeforeEach
    void startDrain() throws Exception {
        felix.start(Shipped.GOGO);
        registrar = felix.startRegistrar();
        drain = felix.start(Shipped.DRAIN).get(0);
        user = felix.start(ModuleJar.importing("user")).getBundleContext();
        provider = felix.start(ModuleJar.importing("provider")).getBundleContext();
    }

    private Hashtable<String, Object> asks(int round) {
        String hold = round % 3 == 0 ? "PT0.05S" : "PT0S";
        return new Hashtable<>(
                Map.of("nmr.drain", "true", "nmr.drain.hold", hold, "service.ranking", round % 5, "round", round));
    }

    private void provide(boolean countsLate) {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicBoolean isClosed = new AtomicBoolean();
            Work work = what -> {
                if (isClosed.get() && countsLate) {
                    problems.add("called late");
                }
                Thread.yield();
                if (isClosed.get() && countsLate) {
                    problems.add("cut off");
                }
                return "done";
            };
            ServiceRegistration<Work> registration = provider.registerService(Work.class, work, asks(round));
            registration.setProperties(asks(round));
            registration.unregister();
            isClosed.set(true);
        }
    }

    private void use() {
        while (!isOver.get()) {
            ServiceReference<Work> reference = user.getServiceReference(Work.class);
            try {
                Work work = reference == null ? null : user.getService(reference);
                if (work != null) {
                    work.on("it");
                    user.ungetService(reference);
                }
            } catch (ServiceException gone) {
                if (gone.getType() != ServiceException.UNREGISTERED) {
                    problems.add(gone.toString());
                }
            } catch (RuntimeException | Error unexpected) {
                problems.add(unexpected + " " + Arrays.asList(unexpected.getStackTrace()));
            }
        }
    }

    private void storm(boolean countsLate, Task.Action meanwhile) throws Exception {
        List<Task> users = new ArrayList<>();
        List<Task> providers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            users.add(felix.async("user " + i, this::use));
            providers.add(felix.async("provider " + i, () -> provide(countsLate)));
        }
        meanwhile.run();
        providers.forEach(Task::join);
        isOver.set(true);
        users.forEach(Task::join);
        if (drain.getState() == Bundle.ACTIVE) {
            felix.command("nmr:release --all");
        }
        assertEquals(List.of(), List.copyOf(problems));
        assertNull(user.getServiceReference(Work.class));
        ServiceReference<?>[] all = felix.context().getAllServiceReferences(Work.class.getName(), null);
        assertNull(all, () -> Arrays.toString(all));
        String services = felix.command("nmr:services");
        assertFalse(services.contains("Work"), services);
    }

    @Test
    void registerAndUnregister_manyThreads_neverLateAndNothingStays() throws Exception {
        storm(/* countsLate= */ true, () -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"registrar", "drain", "update", "both"})
    void registerAndUnregister_meanwhileOthersComeAndGo_nothingStays(String who) throws Exception {
        storm(
                /* countsLate= */ false, () -> {
                    for (int i = 0; i < 8; i++) {
                        if (who.equals("update")) {
                            felix.update(drain, Shipped.DRAIN);
                        } else {
                            Bundle bundle =
                                    who.equals("registrar") || (who.equals("both") && i % 2 == 0) ? registrar : drain;
                            bundle.stop();
                            bundle.start();
                        }
                    }
                });
    }
}
