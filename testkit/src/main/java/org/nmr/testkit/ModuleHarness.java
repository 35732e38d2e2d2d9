// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.Binding;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;

/**
 * The fixture of a test: a registrar, scripted modules, and threads. Take it from a {@link RegistrarExtension}, use it
 * as a JUnit extension of one test, or close it.
 *
 * <p>When a test ends without failure, the harness unloads everything and checks four rules:
 *
 * <ul>
 *   <li>Each attached side gets one detach and one cleanup, and other sides get none.
 *   <li>Both detaches come before the cleanups.
 *   <li>After an end was awaited, no callback comes.
 *   <li>Each thread of the harness returns. If something has failed there, the test has seen that, with {@link
 *       Running#get} or {@link HeldCall#release()}.
 * </ul>
 *
 * If the test has failed, the harness does not check them, so that the failure of the test is reported.
 */
public final class ModuleHarness implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    private final RegistrarSource source;
    private final Recorder history = new Recorder();
    private final Threads threads = new Threads();
    private final List<ScriptedModule<?>> scripted = new CopyOnWriteArrayList<>();
    private final List<ModuleRegistrations> modules = new CopyOnWriteArrayList<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** The end of the registrar, whatever the checks before it have found. */
    private interface SourceEnd extends AutoCloseable {
        @Override
        void close();
    }

    /** Makes a harness for one test with its own {@link PlainRegistrar}. */
    public ModuleHarness() {
        this(new PlainRegistrar());
    }

    /**
     * Makes a harness for one test with a registrar from the source.
     *
     * @param source the source of the registrar
     */
    public ModuleHarness(RegistrarSource source) {
        this.source = source;
    }

    /**
     * Returns the history of the scripted modules.
     *
     * @return the history
     */
    public Recorder history() {
        return history;
    }

    /**
     * Opens the registrar for a bundle with this symbolic name.
     *
     * @param owner the symbolic name of the bundle
     * @return the registrar of this bundle
     */
    public NetworkModuleRegistrar open(String owner) {
        return source.open(owner);
    }

    /**
     * Opens a module in a new bundle. The harness unloads it when the test ends.
     *
     * @param name the name of the module, and the symbolic name of its bundle
     * @return the module
     */
    public ModuleRegistrations module(String name) {
        ModuleRegistrations module = open(name).openModule(name);
        modules.add(module);
        return module;
    }

    /**
     * Loads the module under test, as the registrar does. To unload the module, close the result.
     *
     * @param name the name of the module, and the symbolic name of its bundle
     * @param module the module under test
     * @return the loaded module
     * @throws Exception the exception of its {@code register}
     */
    public ModuleRegistrations load(String name, NetworkModule module) throws Exception {
        ModuleRegistrations nmr = module(name);
        module.register(nmr);
        return nmr;
    }

    /**
     * Makes a client, which the test then registers.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param name its name in the history
     * @param npi the NPI
     * @param dispatch the dispatch that providers get
     * @return the client
     */
    public <C, P> ScriptedClient<C, P> client(String name, Npi<C, P> npi, C dispatch) {
        return add(new ScriptedClient<>(this, name, npi, dispatch));
    }

    /**
     * Makes a client of an NPI without client dispatch.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param name its name in the history
     * @param npi the NPI
     * @return the client
     */
    public <P> ScriptedClient<Void, P> client(String name, Npi<Void, P> npi) {
        return add(new ScriptedClient<>(this, name, npi, null));
    }

    /**
     * Makes a provider, which the test then registers.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param name its name in the history
     * @param npi the NPI
     * @param dispatch the dispatch that clients get
     * @return the provider
     */
    public <C, P> ScriptedProvider<C, P> provider(String name, Npi<C, P> npi, P dispatch) {
        return add(new ScriptedProvider<>(this, name, npi, dispatch));
    }

    private <M extends ScriptedModule<?>> M add(M module) {
        scripted.add(module);
        return module;
    }

    /**
     * Makes a place where calls wait until the test releases them.
     *
     * @return the place
     */
    public Hold hold() {
        Hold hold = new Hold();
        holds.add(hold);
        return hold;
    }

    /**
     * Begins a counted call on another thread. It is in flight from the return of this method until its release.
     *
     * @param <D> the dispatch type of the peer
     * @param binding the side that calls
     * @return the call
     */
    public <D> HeldCall<D> hold(Binding<D> binding) {
        return new HeldCall<>(threads, hold(), binding);
    }

    /**
     * Runs a task on another thread.
     *
     * @param <T> the type of the result
     * @param task the task
     * @return the running task
     */
    public <T> Running<T> async(Callable<T> task) {
        return threads.start(task);
    }

    /**
     * Runs a task without result on another thread.
     *
     * @param task the task
     * @return the running task
     */
    public Running<?> start(Runnable task) {
        return async(Executors.callable(task));
    }

    /**
     * Runs a task on another thread and waits until it has returned.
     *
     * @param task the task
     */
    public void elsewhere(Runnable task) {
        start(task).get();
    }

    /**
     * Waits for an end by its completion stage. So this finds an {@code await} that does not wait.
     *
     * @param end the end
     */
    public void awaitEnd(Deregistration end) {
        Waits.get(end.completion().toCompletableFuture(), "the end of " + end, source::whoBlocks);
        if (!end.isComplete()) {
            throw new AssertionError(end + ": expected isComplete() to be true after its completion, was false");
        }
    }

    /**
     * Records a fault, with which the test fails when it ends.
     *
     * @param what what is wrong
     */
    public void fault(String what) {
        faults.add(what);
    }

    /**
     * For JUnit, which calls this before a test.
     *
     * @param context the test
     * @throws IllegalStateException if an earlier test has used this harness
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        RegistrarExtension.requireUnused(ended, "module harness");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        @Nullable Throwable failure = context.getExecutionException().orElse(null);
        if (failure == null) {
            close();
        } else {
            abandon();
        }
    }

    @Override
    public void close() {
        ended = true;
        holds.forEach(Hold::release);
        try (SourceEnd end = this::closeSource) {
            unloadAll();
            scripted.forEach(ScriptedModule::assertOver);
            new Counted("fault", "to be found during the test").assertSeen(0, faults);
            assertInOrder();
        }
        threads.assertComplete();
    }

    /** On a thread of its own, because a callback that does not return would hold up the test forever. */
    private void unloadAll() {
        Running<List<Deregistration>> begin =
                async(() -> modules.stream().map(ModuleRegistrations::unload).toList());
        begin.get("the begin of the unload of " + modules, source::whoBlocks).forEach(this::awaitEnd);
    }

    private void closeSource() {
        start(source::close).get();
    }

    private void assertInOrder() {
        for (ScriptedModule<?> one : scripted) {
            for (ScriptedModule<?> other : scripted) {
                assertInOrder(one.attachedTo(other), other.attachedTo(one));
            }
        }
    }

    /** Lists of different length are of different names or lives: then nobody knows which belong together. */
    private static void assertInOrder(
            List<? extends ScriptedContext<?>> ones, List<? extends ScriptedContext<?>> others) {
        for (int i = 0; i < ones.size() && ones.size() == others.size(); i++) {
            ones.get(i).assertInOrder(others.get(i));
        }
    }

    /** After a failure: lets go whatever waits. A registrar that is stuck all the same is left alone. */
    private void abandon() {
        ended = true;
        holds.forEach(Hold::release);
        List<Deregistration> ends = new ArrayList<>(); // never awaited
        threads.start(Executors.callable(() -> {
            scripted.forEach(ScriptedModule::abandon);
            modules.forEach(module -> ends.add(module.unload()));
            source.close();
        }));
    }
}
