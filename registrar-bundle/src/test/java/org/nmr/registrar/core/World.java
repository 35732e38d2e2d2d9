// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.registrar.osgi.LdapFilters;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Recorder;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/**
 * The harness of the test kit around a registrar whose inside the test sees. At the end it checks more than the harness
 * does: no NPI is left in memory, and no warning came that the test does not expect.
 */
final class World implements AfterEachCallback, AutoCloseable {
    static final Npi<ClientCalls, ProviderCalls> NPI = Npi.of("test.npi", ClientCalls.class, ProviderCalls.class);
    static final Npi<ClientCalls, ProviderCalls> OTHER_NPI =
            Npi.of("test.other", ClientCalls.class, ProviderCalls.class);

    final CapturedLog log = new CapturedLog();
    final Registrar registrar;
    private final ModuleHarness harness = new ModuleHarness(this::open);
    final Recorder history = harness.history();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger bundleId = new AtomicInteger();

    World() {
        this(Timing.SYSTEM);
    }

    World(Timing timing) {
        registrar = new Registrar(new Environment(log, timing, Class::getName, LdapFilters::compile));
    }

    private OwnerRegistrar open(String owner) {
        return registrar.open(new Owner(bundleId.incrementAndGet(), owner, "1.0.0"));
    }

    ScriptedClient<ClientCalls, ProviderCalls> client(String name) {
        return harness.client(name, NPI, what -> name + " got " + what);
    }

    ScriptedProvider<ClientCalls, ProviderCalls> provider(String name) {
        return harness.provider(name, NPI, what -> name + " got " + what);
    }

    LiveModule module(String name) {
        return open(name).openModule(name);
    }

    void fault(String what) {
        faults.add(what);
    }

    <T> Running<T> async(Callable<T> task) {
        return harness.async(task);
    }

    /** Runs the task on another thread and waits for it. */
    void elsewhere(Runnable task) {
        harness.elsewhere(task);
    }

    /** Takes the warning as soon as a thread has written it: the threads of the registrar write when they can. */
    void takeWarningLater(String... parts) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end && !hasWarning(parts)) {
            Thread.onSpinWait();
        }
        log.takeWarning(parts);
    }

    private boolean hasWarning(String... parts) {
        return log.entries().stream()
                .filter(entry -> entry.level() == Level.WARNING)
                .anyMatch(entry -> Stream.of(parts).allMatch(entry.message()::contains));
    }

    static void await(CountDownLatch latch, String complaint) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), complaint);
        } catch (InterruptedException e) {
            throw new AssertionError(complaint, e);
        }
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Waits for an end without using the code under test for the waiting. */
    static void awaitEnd(Deregistration end) {
        get(end.completion().toCompletableFuture());
        assertTrue(end.isComplete());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            close();
        } else {
            harness.afterEach(context);
        }
    }

    @Override
    public void close() {
        awaitEnd(registrar.unloadAll());
        harness.close();
        assertEquals(List.of(), faults);
        Invariants.check(history.events());
        assertEquals(0, registrar.npiCount(), "NPIs left in memory");
        log.assertNoMoreWarnings();
    }
}
