// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.NetworkModule;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** How published modules are loaded, and that what is withdrawn while the whiteboard opens is not loaded afterwards. */
class ModuleWhiteboardTest {
    private final List<String> history = new ArrayList<>();
    private final Map<ServiceReference<?>, NetworkModule> services = new HashMap<>();
    private final AtomicReference<ModuleWhiteboard> whiteboard = new AtomicReference<>();

    /** How often the framework counts that the registrar's bundle uses a service. */
    private int uses;

    private static Bundle bundle() {
        return Fake.of(
                Bundle.class,
                Map.of(
                        "getState", args -> Bundle.ACTIVE,
                        "getBundleId", args -> 7L,
                        "getSymbolicName", args -> "test",
                        "getVersion", args -> Version.emptyVersion));
    }

    private ServiceReference<?> reference(NetworkModule module) {
        Bundle bundle = bundle();
        ServiceReference<?> reference = Fake.of(ServiceReference.class, Map.of("getBundle", args -> bundle));
        services.put(reference, module);
        return reference;
    }

    private void open(Registrar registrar, System.Logger log, ServiceReference<?>... published) throws Exception {
        Map<String, Function<Object[], Object>> answers = Map.of(
                "getServiceReferences", args -> List.of(published),
                "getService", args -> get(services.get(args[0])),
                "ungetService", args -> uses-- > 0);
        BundleContext context = Fake.of(BundleContext.class, answers);
        whiteboard.set(new ModuleWhiteboard(
                context, new BundleOwners(context, registrar, log), new ForgottenSuper(context, log), log));
        whiteboard.get().open();
    }

    private NetworkModule get(NetworkModule service) {
        uses += service == null ? 0 : 1;
        return service;
    }

    /** The bundle may use the service as a listener, too, and only it may end that use. */
    @ParameterizedTest
    @ValueSource(strings = {"registers", "fails", "is not there", "is withdrawn meanwhile"})
    void close_aModule_releasesItsServiceAsOftenAsItWasGot(String what) throws Exception {
        AtomicReference<ServiceReference<?>> own = new AtomicReference<>();
        own.set(reference(
                what.equals("is not there")
                        ? null
                        : nmr -> {
                            assertEquals(1, uses);
                            switch (what) {
                                case "fails" -> throw new IllegalStateException("scripted");
                                case "is withdrawn meanwhile" -> withdraw(own.get());
                                default -> {}
                            }
                        }));
        open(new Registrar(Environment.DEFAULT), Environment.DEFAULT.log(), own.get());
        assertEquals(what.equals("registers") ? 1 : 0, uses);

        withdraw(own.get());
        whiteboard.get().close();
        assertEquals(0, uses);
    }

    private void withdraw(ServiceReference<?> reference) {
        whiteboard.get().serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, reference));
    }

    @Test
    void open_interruptedThreadThatCannotBeInterruptedAgain_goesOnWithTheNextModule() throws Exception {
        ServiceReference<?> interrupted = reference(nmr -> {
            throw new InterruptedException();
        });
        ServiceReference<?> next = reference(nmr -> history.add("next registers"));
        StubbornThread.run(() -> assertDoesNotThrow(
                () -> open(new Registrar(Environment.DEFAULT), Environment.DEFAULT.log(), interrupted, next)));
        assertEquals(List.of("next registers"), history);
        whiteboard.get().close();
    }

    @Test
    void open_registrarStopsMeanwhile_isNotTheModulesFault() throws Exception {
        Registrar registrar = new Registrar(Environment.DEFAULT);
        System.Logger log = Fake.of(System.Logger.class, Map.of("log", args -> history.add("logged " + args[0])));
        ServiceReference<?> late = reference(nmr -> {
            registrar.unloadAll();
            nmr.registerProvider(ProviderCharacteristics.of(
                    Npi.of("test", Runnable.class), proposal -> Answer.accept(BindingContext.NONE)));
        });
        open(registrar, log, late);
        assertEquals(List.of("logged DEBUG"), history);

        whiteboard.get().close();
    }

    /** On Equinox the text of a reference has the texts of the properties, which are objects of modules. */
    @Test
    void open_noServiceObject_isNamedWithoutTheTextOfItsReference() throws Exception {
        Bundle bundle = bundle();
        ServiceReference<?> hostile = Fake.of(
                ServiceReference.class,
                Map.of(
                        "getBundle",
                        args -> bundle,
                        "getProperty",
                        args -> Constants.SERVICE_ID.equals(args[0]) ? 12L : null,
                        "toString",
                        args -> {
                            throw new AssertionError("toString() of a property");
                        }));
        System.Logger log = Fake.of(System.Logger.class, Map.of("log", args -> history.add(String.valueOf(args[2]))));
        open(new Registrar(Environment.DEFAULT), log, hostile);
        assertEquals(1, history.size());
        assertTrue(history.get(0).contains("no service object for service 12 of test"), history::toString);

        whiteboard.get().close();
    }

    @Test
    void open_moduleFailsWithAHugeMessage_isLoggedCut() throws Exception {
        System.Logger log = Fake.of(System.Logger.class, Map.of("log", args -> history.add(args[1] + ": " + args[2])));
        Registrar registrar = new Registrar(Environment.DEFAULT);
        ServiceReference<?> failing = reference(nmr -> {
            throw new IllegalStateException("x\n".repeat(500_000));
        });
        open(registrar, LogThreadTest.patient(log), failing);
        assertEquals(1, history.size());
        assertTrue(history.get(0).length() < 1000 && history.get(0).contains("could not register"));
        assertEquals(1, history.get(0).lines().count());

        whiteboard.get().close();
    }

    @Test
    void open_moduleWithdrawnBeforeItIsReached_isNotLoaded() throws Exception {
        ServiceReference<?> late = reference(nmr -> history.add("late registers"));
        ServiceReference<?> first = reference(nmr -> {
            history.add("first registers");
            whiteboard.get().serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, late));
        });
        Registrar registrar = new Registrar(Environment.DEFAULT);
        open(registrar, Environment.DEFAULT.log(), first, late);
        assertEquals(List.of("first registers"), history);

        registrar.unloadAll().await();
        whiteboard.get().close();
    }

    /** How a published module ends one of its registrations inside its attach callback. */
    enum Way {
        DEREGISTER(own -> assertFalse(own.deregister().isComplete())),
        CLOSE_NOW(own -> assertThrows(IllegalStateException.class, () -> own.close(Duration.ZERO))),
        CLOSE(own -> assertThrows(IllegalStateException.class, own::close));

        private final Consumer<Registration> end;

        Way(Consumer<Registration> end) {
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void open_moduleRegistersSecondAndEndsItselfWhenItIsAsked_isLoadedAndUnloaded(Way way) throws Exception {
        Npi<Void, Runnable> npi = Npi.of("test", Runnable.class);
        List<Registration> told = new ArrayList<>();
        List<Registration> handles = new ArrayList<>();
        ServiceReference<?> provider = reference(nmr -> nmr.registerProvider(ProviderCharacteristics.of(
                npi, proposal -> Answer.accept(BindingContext.NONE, () -> history.add("called")))));
        ServiceReference<?> client = reference(nmr -> {
            handles.add(nmr.registerClient(ClientCharacteristics.of(npi, proposal -> {
                way.end.accept(proposal.registration());
                told.add(proposal.registration());
                assertTrue(proposal.attach(BindingContext.NONE).attached());
                proposal.binding().dispatch().run();
            })));
            assertTrue(handles.get(0).end().orElseThrow().isComplete());
            assertFalse(nmr.isEnding());
        });
        Registrar registrar = new Registrar(Environment.DEFAULT);
        open(registrar, Environment.DEFAULT.log(), provider, client);
        assertEquals(List.of("called"), history);
        assertEquals(told, handles);
        assertEquals(1, new Diagnostics(registrar).getRegistrar().registrations.size());

        whiteboard.get().serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, client));
        registrar.unloadAll().await();
        whiteboard.get().close();
    }
}
