// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The property says the count of changes, and is written only if that is another. */
class RuntimeServiceTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final List<Long> written = new ArrayList<>();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> logged = new ArrayList<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> logged.add(args[0] + " " + args[1]) ? null : null));
    private boolean noThread;
    private Error listenerFails;
    private boolean unregistered;

    private final ServiceRegistration<?> registration = Fake.of(
            ServiceRegistration.class,
            Map.of(
                    "setProperties",
                    args -> {
                        if (unregistered) {
                            throw new IllegalStateException("unregistered");
                        }
                        if (listenerFails != null) {
                            throw listenerFails;
                        }
                        written.add(count(args[0]));
                        return null;
                    },
                    "unregister",
                    args -> {
                        unregistered = true;
                        return null;
                    }));

    private final BundleContext context = Fake.of(BundleContext.class, Map.of("registerService", args -> {
        written.add(count(args[2]));
        return registration;
    }));

    private final RuntimeService service =
            new RuntimeService(context, new Diagnostics(registrar), registrar.changes(), this::thread, log);

    private void thread(Runnable work) {
        if (noThread) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        threads.add(work);
    }

    private static Long count(Object properties) {
        return (Long) ((Dictionary<?, ?>) properties).get("service.changecount");
    }

    private void change() {
        registrar
                .open(Owner.UNKNOWN)
                .registerProvider(
                        ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, () -> {})));
    }

    @Test
    void registration_always_hasTheCount() {
        assertEquals(List.of(0L), written);
    }

    @Test
    void write_nothingHasChanged_writesNothing() {
        assertFalse(service.write());
        assertEquals(List.of(0L), written);
    }

    @Test
    void write_afterChanges_writesTheLastCountOnce() {
        change();
        change();
        assertTrue(service.write());
        threads.remove().run();
        assertFalse(service.write());
        assertEquals(List.of(0L, registrar.changes().count()), written);
    }

    /** The listeners of the first write block: nothing of that reaches the thread that asks. */
    @Test
    void write_whileListenersBlock_startsNoOtherThreadAndFollowsLater() {
        change();
        assertTrue(service.write());
        change();
        assertTrue(service.write());
        assertEquals(1, threads.size());
        threads.remove().run();
        change();
        assertTrue(service.write());
        threads.remove().run();
        assertFalse(service.write());
        assertEquals(registrar.changes().count(), written.get(written.size() - 1));
    }

    @Test
    void write_noThreadCanBeStarted_isTriedAgain() {
        change();
        noThread = true;
        assertThrows(OutOfMemoryError.class, service::write);
        noThread = false;
        assertTrue(service.write());
        threads.remove().run();
        assertFalse(service.write());
        assertEquals(List.of(0L, registrar.changes().count()), written);
    }

    @Test
    void write_listenersFail_isReportedAndTheNextChangeIsWritten() {
        listenerFails = new LinkageError("of a listener");
        change();
        service.write();
        threads.remove().run();
        assertFalse(service.write());
        assertEquals(1, logged.size(), logged::toString);
        assertTrue(logged.get(0).startsWith("WARNING service.changecount"), logged::toString);
        listenerFails = null;
        change();
        service.write();
        threads.remove().run();
        assertEquals(List.of(0L, registrar.changes().count()), written);
    }

    @Test
    void write_afterUnregister_writesNothing() {
        service.unregister();
        change();
        assertTrue(service.write());
        threads.remove().run();
        assertFalse(service.write());
        assertEquals(List.of(0L), written);
    }
}
