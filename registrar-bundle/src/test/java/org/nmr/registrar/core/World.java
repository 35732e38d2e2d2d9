// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.registrar.osgi.LdapFilters;
import org.nmr.registrar.unload.Timing;

/**
 * A registrar with scripted modules. At the end it unloads everything and checks the invariants: one detach and one
 * cleanup for each attached side and none for others, in their order, nothing after an awaited end, no NPI left in
 * memory, no warning that the test did not expect.
 */
final class World implements AfterEachCallback, AutoCloseable {
    static final Npi<ClientCalls, ProviderCalls> NPI = Npi.of("test.npi", ClientCalls.class, ProviderCalls.class);
    static final Npi<ClientCalls, ProviderCalls> OTHER_NPI =
            Npi.of("test.other", ClientCalls.class, ProviderCalls.class);

    final Recorder history = new Recorder();
    final RecordingLog log = new RecordingLog();
    final Registrar registrar;
    private final List<ScriptedModule> modules = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger bundleId = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    World() {
        this(Timing.SYSTEM);
    }

    World(Timing timing) {
        registrar = new Registrar(new Settings(log, timing, Class::getName, LdapFilters::compile));
    }

    ScriptedClient client(String name) {
        ScriptedClient client = new ScriptedClient(this, name);
        modules.add(client);
        return client;
    }

    ScriptedProvider provider(String name) {
        ScriptedProvider provider = new ScriptedProvider(this, name);
        modules.add(provider);
        return provider;
    }

    ModuleCore module(String name) {
        return registrar
                .open(new Owner(bundleId.incrementAndGet(), name, "1.0.0"))
                .openModule(name);
    }

    void fault(String what) {
        faults.add(what);
    }

    <T> Future<T> async(Callable<T> task) {
        return threads.submit(task);
    }

    /** Runs the task on another thread and waits for it. */
    void elsewhere(Runnable task) {
        get(async(Executors.callable(task)));
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("on another thread", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("another thread does not come back", e);
        }
    }

    /** Waits for an end without using the code under test for the waiting. */
    static void awaitEnd(Deregistration end) {
        get(end.completion().toCompletableFuture());
        assertTrue(end.isComplete());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            threads.shutdownNow();
            return;
        }
        close();
    }

    @Override
    public void close() {
        awaitEnd(registrar.unloadAll());
        modules.forEach(ScriptedModule::assertOver);
        assertEquals(List.of(), faults);
        Invariants.check(history.events());
        assertEquals(0, registrar.npiCount(), "NPIs left in memory");
        log.assertNoMoreWarnings();
        threads.shutdownNow();
    }
}
