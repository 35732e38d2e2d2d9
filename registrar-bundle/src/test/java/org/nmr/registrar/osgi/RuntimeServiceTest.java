package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The change count is written after changes, not during them, and none is missed. */
@Timeout(30)
class RuntimeServiceTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Settings.DEFAULT);
    private final List<Long> written = new ArrayList<>();
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();

    private final ScheduledExecutorService writer = Fake.of(
            ScheduledExecutorService.class,
            Map.of(
                    "schedule",
                    args -> {
                        assertEquals(List.of(1000L, TimeUnit.MILLISECONDS), List.of(args[1], args[2]));
                        scheduled.add((Runnable) args[0]);
                        return null;
                    },
                    "shutdown",
                    args -> events.add("shutdown") ? null : null));

    private final ServiceRegistration<?> registration = Fake.of(
            ServiceRegistration.class,
            Map.of(
                    "setProperties", args -> written.add(count(args[0])) ? null : null,
                    "unregister", args -> events.add("unregister") ? null : null));

    private final BundleContext context = Fake.of(BundleContext.class, Map.of("registerService", args -> {
        written.add(count(args[2]));
        return registration;
    }));

    private static Long count(Object properties) {
        return (Long) ((Dictionary<?, ?>) properties).get("service.changecount");
    }

    private RuntimeService service() {
        return new RuntimeService(
                context, new Diagnostics(registrar), registrar.changes(), writer, Settings.DEFAULT.log());
    }

    private void change() {
        registrar
                .open(Owner.UNKNOWN)
                .registerProvider(
                        ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, () -> {})));
    }

    private void runScheduled() {
        assertEquals(1, scheduled.size());
        scheduled.remove().run();
    }

    @Test
    void registration_always_hasTheCount() {
        service();
        assertEquals(List.of(registrar.changes().count()), written);
    }

    @Test
    void open_changeSinceTheRegistration_isWritten() {
        RuntimeService service = service();
        change();
        service.open();
        runScheduled();
        assertEquals(List.of(0L, registrar.changes().count()), written);
    }

    @Test
    void changes_many_areWrittenOnceWithTheLastCount() {
        service().open();
        runScheduled();
        change();
        change();
        long count = registrar.changes().count();
        runScheduled();
        assertEquals(List.of(0L, count), written);
        assertTrue(count >= 2);
    }

    @Test
    void changes_none_areNotWrittenAndNothingIsScheduled() {
        service().open();
        runScheduled();
        assertEquals(List.of(0L), written);
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void changes_afterAWrite_areWrittenAgain() {
        service().open();
        runScheduled();
        change();
        runScheduled();
        change();
        runScheduled();
        assertEquals(3, written.size());
        assertTrue(written.get(1) < written.get(2));
    }

    @Test
    void unregister_always_endsTheWriterFirst() {
        service().unregister();
        assertEquals(List.of("shutdown", "unregister"), events);
    }

    @Test
    void writer_nothingToDo_hasNoThread() throws Exception {
        ScheduledThreadPoolExecutor real = (ScheduledThreadPoolExecutor) Writer.create();
        assertEquals(0, real.getPoolSize());
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        real.execute(() -> thread.complete(Thread.currentThread()));
        assertTrue(thread.get().isDaemon());
        thread.get().join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(thread.get().isAlive());
        real.shutdown();
    }

    @Test
    void writer_afterItsEnd_takesNothing() {
        ScheduledExecutorService real = Writer.create();
        real.shutdown();
        assertTrue(real.schedule(() -> {}, 0, TimeUnit.SECONDS) != null);
        assertTrue(real.isTerminated());
    }
}
