// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Published listeners, on threads that run when the test says so. */
@Timeout(300)
class ListenerWhiteboardTest {
    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final OwnerRegistrar owner = registrar.open(new Owner(1, "test", "1.0.0"));
    private final List<Runnable> started = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private boolean hasThreads = true;
    private boolean isPublished = true;
    private Function<Object[], Object> service = args -> new Recording();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> history.add(args[0] + " " + args[1])));

    private final class Recording implements RegistrationListener {
        @Override
        public void added(RegistrationEvent event) {
            history.add("added " + event.id());
        }

        @Override
        public void removed(RegistrationEvent event) {
            history.add("removed " + event.id());
        }
    }

    @AfterEach
    void unload_afterEachTest_ends() {
        registrar.unloadAll().await();
    }

    private ServiceReference<?> reference() {
        Bundle bundle = Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> 7L,
                        "getSymbolicName", args -> "tool",
                        "getVersion", args -> Version.emptyVersion));
        return Fake.of(ServiceReference.class, Map.of("getBundle", args -> isPublished ? bundle : null));
    }

    private ListenerWhiteboard<RegistrationListener> open(ServiceReference<?>... published) throws Exception {
        Executor threads = work -> {
            if (!hasThreads) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            started.add(work);
        };
        BundleContext context = Fake.of(
                BundleContext.class,
                Map.of(
                        "getServiceReferences", args -> List.of(published),
                        "getService", args -> service.apply(args),
                        "ungetService", args -> history.add("unget")));
        ListenerWhiteboard<RegistrationListener> whiteboard = whiteboard(context, threads);
        whiteboard.open();
        return whiteboard;
    }

    private ListenerWhiteboard<RegistrationListener> whiteboard(BundleContext context, Executor threads) {
        return new ListenerWhiteboard<>(
                context,
                RegistrationListener.class,
                listener -> registrar.listeners().subscribe("RegistrationListener of tool [7]"),
                threads,
                log);
    }

    private void comeAndGo() {
        owner.registerProvider(ProviderCharacteristics.of(
                        Npi.of("test.npi", Runnable.class), client -> Answer.accept(BindingContext.NONE, () -> {})))
                .close();
    }

    private void runThreads() {
        List<Runnable> all = List.copyOf(started);
        started.clear();
        all.forEach(Runnable::run);
    }

    @Test
    void close_registrationsCameAndWent_listenerHearsThemOnItsThread() throws Exception {
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference());
        comeAndGo();
        assertEquals(1, started.size());
        assertEquals(List.of(), history);
        whiteboard.close();
        runThreads();

        assertEquals(List.of("added 1", "removed 1", "unget"), history);
        assertFalse(whiteboard.look());
    }

    /** No lock is held while the framework says whose service it is. */
    @Test
    void withdrawn_whileItOpensAndTheFrameworkAsksBack_isWithdrawnOnce() {
        BundleContext context = Fake.of(BundleContext.class, Map.of());
        ListenerWhiteboard<RegistrationListener> whiteboard = whiteboard(context, started::add);
        ServiceReference<?> plain = reference();
        List<ServiceReference<?>> self = new ArrayList<>();
        self.add(Fake.of(ServiceReference.class, Map.of("getBundle", args -> {
            if (history.isEmpty()) {
                history.add("asked");
                whiteboard.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, self.get(0)));
            }
            return plain.getBundle();
        })));
        whiteboard.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, self.get(0)));

        assertEquals(List.of("asked"), history);
        assertEquals(List.of(), started);
    }

    @Test
    void published_later_hearsWhatComesThen() throws Exception {
        ListenerWhiteboard<RegistrationListener> whiteboard = open();
        comeAndGo();
        whiteboard.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference()));
        comeAndGo();
        whiteboard.close();
        runThreads();

        assertEquals(List.of("added 2", "removed 2", "unget"), history);
    }

    @Test
    void withdrawn_beforeItWasTold_hearsNothing() throws Exception {
        ServiceReference<?> reference = reference();
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference);
        comeAndGo();
        whiteboard.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, reference));
        runThreads();

        assertEquals(List.of("unget"), history);
        whiteboard.close();
    }

    /** Nobody hears of that any more, because the registrar's own listener is gone. */
    @Test
    void withdrawn_afterTheRegistrarHasStopped_hearsNothing() throws Exception {
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference());
        comeAndGo();
        whiteboard.close();
        isPublished = false;
        runThreads();

        assertEquals(List.of("unget"), history);
    }

    @Test
    void published_noThread_isStartedWhenThereIsOne() throws Exception {
        hasThreads = false;
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference());
        comeAndGo();
        assertTrue(history.get(0).startsWith("WARNING RegistrationListener of tool [7]"), history::toString);
        assertTrue(whiteboard.look());
        hasThreads = true;
        assertTrue(started.isEmpty());
        assertFalse(whiteboard.look());
        assertFalse(whiteboard.look());
        whiteboard.close();
        runThreads();

        assertEquals(List.of("added 1", "removed 1", "unget"), history.subList(1, 4));
    }

    @Test
    void published_serviceIsNotThere_saysSo() throws Exception {
        service = args -> null;
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference());
        runThreads();

        assertTrue(history.get(0).contains("tool [7] gets no events"), history::toString);
        assertEquals(1, history.size()); // nothing is released that was not got
        whiteboard.close();
    }

    @Test
    void published_serviceFails_saysSo() throws Exception {
        service = args -> {
            throw new LinkageError("activate");
        };
        ListenerWhiteboard<RegistrationListener> whiteboard = open(reference());
        runThreads();

        assertTrue(history.get(0).contains("tool [7] gets no events"), history::toString);
        assertEquals(1, history.size());
        whiteboard.close();
    }
}
