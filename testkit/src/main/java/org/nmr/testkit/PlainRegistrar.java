// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.RegistrarOptions;
import org.nmr.RegistrationListener;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.PairDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;

/**
 * A registrar in a plain JVM, without a framework, for unit tests of modules.
 *
 * <p>It is the registrar of {@code org.nmr.registrar}. This bundle must be on the class path or module path of the
 * test, or installed in the framework that runs the test. Take the plain registrar from a {@link RegistrarExtension},
 * use it as the source of a {@link ModuleHarness} or as a JUnit extension of one test, or close it.
 *
 * <p>When a test ends, the plain registrar unloads everything. If a module is left after the {@linkplain #closeWithin
 * timeout}, the test fails: the message says which module this is and who blocks it, and the plain registrar revokes
 * what is outstanding. If the test has failed already, the plain registrar only revokes, so that the failure of the
 * test is reported. It is thread-safe.
 */
public final class PlainRegistrar implements RegistrarSource, BeforeEachCallback, AfterEachCallback, AutoCloseable {
    private final CapturedLog log = new CapturedLog();
    private final Core core = CoreFinder.start(log);
    private final AtomicLong bundles = new AtomicLong();
    private final Threads threads = new Threads();
    private final List<Listening> listenings = new CopyOnWriteArrayList<>();
    private volatile Duration timeout = Waits.limit();
    private volatile boolean ended;

    /**
     * Makes a registrar without modules.
     *
     * @throws IllegalStateException if {@code org.nmr.registrar} is missing or of another version; the message says
     *     what to do
     */
    public PlainRegistrar() {}

    /**
     * Sets one value of the registrar's policy. It also applies to waits that have begun.
     *
     * @param name one of {@link UnloadPolicy#REPORT_AFTER}, {@link UnloadPolicy#DEADLINE}, {@link
     *     UnloadPolicy#AT_DEADLINE} and {@link RegistrarOptions#DEBUG}
     * @param value the value as in a configuration of the registrar, such as {@code "PT0.1S"}
     * @return this
     * @throws IllegalArgumentException if the name is another one, or if the value cannot be read
     */
    public PlainRegistrar with(String name, Object value) {
        core.configure(name, value);
        return this;
    }

    /**
     * Sets the timeout after which {@link #close} fails if a module is left. The default is one minute.
     *
     * @param newTimeout the timeout
     * @return this
     */
    public PlainRegistrar closeWithin(Duration newTimeout) {
        timeout = newTimeout;
        return this;
    }

    Duration timeout() {
        return timeout;
    }

    /** Opens the registrar for a new bundle with this symbolic name, its own id, and version 1.0.0. */
    @Override
    public NetworkModuleRegistrar open(String owner) {
        return open(newOwner(owner));
    }

    /**
     * Opens the registrar for a bundle. Several results for one owner end independently.
     *
     * @param owner the bundle as peers see it
     * @return the registrar of this bundle
     */
    public NetworkModuleRegistrar open(Owner owner) {
        return core.open(owner);
    }

    /**
     * Makes a bundle that runs activators, with this symbolic name, its own id, and version 1.0.0.
     *
     * @param name the symbolic name of the bundle
     * @return the bundle, which is stopped
     */
    public PlainBundle bundle(String name) {
        return new PlainBundle(core, newOwner(name), log);
    }

    /**
     * Tells a listener which registrations come and go, as in a framework while the listener is published. The calls
     * come on a thread for this listener. The registrations that are there come first.
     *
     * @param listener the listener
     * @return the subscription; close it, or close this registrar
     */
    public Listening listen(RegistrationListener listener) {
        Objects.requireNonNull(listener, "plain registrar: expected a registration listener, was null");
        List<Running<?>> serving = new ArrayList<>(1);
        Runnable finish = core.listen(listener, task -> serving.add(threads.start(Executors.callable(task))));
        Listening listening = () -> {
            finish.run();
            serving.forEach(PlainRegistrar::awaitListener);
        };
        listenings.add(listening);
        return listening;
    }

    private static void awaitListener(Running<?> serving) {
        if (serving.thread() == Thread.currentThread()) {
            throw new IllegalStateException(
                    "plain registrar: expected a listener to be closed by another thread, but it"
                            + " was by its own, which is inside the listener; nothing more is told");
        }
        serving.get();
    }

    private Owner newOwner(String name) {
        return new Owner(bundles.incrementAndGet(), name, "1.0.0");
    }

    /**
     * Returns the service that shows the registrations, bindings and ends of this registrar.
     *
     * @return the service
     */
    public RegistrarRuntime runtime() {
        return core.runtime();
    }

    /**
     * Returns the log of the registrar.
     *
     * @return the log
     */
    public CapturedLog log() {
        return log;
    }

    /** Returns the ends in progress and who holds them up, as {@code nmr:why} shows it. Empty if there are none. */
    @Override
    public String whoBlocks() {
        return core.whoBlocks();
    }

    /**
     * Asserts that nothing is registered or attached.
     *
     * @throws AssertionError if something is; the message names each registration and each binding that is left
     */
    public void assertNothingLeft() {
        RegistrarDTO now = runtime().getRegistrar();
        List<String> registrations =
                now.registrations.stream().map(PlainRegistrar::nameOf).toList();
        new Counted("registration", "to be left").assertSeen(0, registrations, whoBlocks());
        List<String> bindings =
                now.bindings.stream().map(PlainRegistrar::nameOf).toList();
        new Counted("binding", "to be left").assertSeen(0, bindings, whoBlocks());
    }

    /**
     * Asserts how many bindings of an NPI are attached now. A binding counts until its end begins.
     *
     * @param expected the number
     * @param npi the NPI
     * @throws AssertionError if it is another number; names these bindings, and the pairs that did not attach
     */
    public void assertBindings(int expected, Npi<?, ?> npi) {
        RegistrarDTO now = runtime().getRegistrar();
        List<String> attached = now.bindings.stream()
                .filter(binding -> binding.npi.equals(npi.id()) && binding.state.equals("ATTACHED"))
                .map(PlainRegistrar::nameOf)
                .sorted()
                .toList();
        List<String> pairs = now.failedPairs.stream()
                .filter(pair -> pair.npi.equals(npi.id()))
                .map(PlainRegistrar::nameOf)
                .toList();
        List<String> registered = now.registrations.stream()
                .filter(registration -> registration.npi.equals(npi.id()))
                .map(PlainRegistrar::nameOf)
                .sorted()
                .toList();
        new Counted("attached binding", "of NPI " + npi.id())
                .assertSeen(
                        expected,
                        attached,
                        "registered: " + Counted.list(registered) + "\nrefused or failed: " + Counted.list(pairs));
    }

    private static String nameOf(RegistrationDTO registration) {
        return registration.role + " of " + nameOf(registration.owner) + " for " + registration.npi;
    }

    private static String nameOf(BindingDTO binding) {
        return "client " + nameOf(binding.client.owner) + " and provider " + nameOf(binding.provider.owner) + ", "
                + binding.state;
    }

    private static String nameOf(PairDTO pair) {
        return "client " + nameOf(pair.client) + " and provider " + nameOf(pair.provider) + ", " + pair.outcome + ": "
                + pair.reason;
    }

    private static String nameOf(OwnerDTO owner) {
        return owner.module + " in " + owner.name;
    }

    /**
     * For JUnit, which calls this before a test.
     *
     * @param context the test
     * @throws IllegalStateException if an earlier test has used this registrar
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        RegistrarExtension.requireUnused(ended, "plain registrar");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            close();
        } else {
            ended = true;
            core.revokeAll();
            threads.start(core::unloadAll);
        }
    }

    /**
     * Unloads everything and waits for it. This method may be called again. The callbacks of the modules run on a
     * thread of their own. So one that does not return holds up the test for the timeout only.
     *
     * @throws AssertionError if the unload is not complete within the timeout; the message names what is left and who
     *     blocks it
     * @throws IllegalStateException if this thread is inside a callback or a call of a module for which it would have
     *     to wait
     */
    @Override
    public void close() {
        ended = true;
        long deadline = Waits.deadline(timeout);
        Running<Deregistration> begin = threads.start(core::unloadAll);
        if (!begin.awaits(deadline) || !begin.get().await(Duration.ofNanos(deadline - System.nanoTime()))) {
            throw notUnloaded(begin);
        }
        listenings.forEach(Listening::close);
        assertNothingLeft();
    }

    /** Says what is left, then revokes it, so that no thread stays in a wait. */
    private AssertionError notUnloaded(Running<Deregistration> begin) {
        List<String> left = runtime().getRegistrar().registrations.stream()
                .map(PlainRegistrar::nameOf)
                .toList();
        String blocked = begin.isDone() ? "" : "\nthe unload is inside a callback: " + Waits.describe(begin.thread());
        AssertionError failure = new AssertionError("plain registrar: expected every module to be unloaded within "
                + timeout + ", saw " + Counted.list("registration", left) + "\n" + whoBlocks() + blocked);
        core.revokeAll();
        if (begin.isDone()) {
            begin.get().await(timeout);
        }
        return failure;
    }
}
