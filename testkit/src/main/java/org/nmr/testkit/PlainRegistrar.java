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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.RegistrarOptions;
import org.nmr.RegistrationListener;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * A registrar in a plain JVM, without a framework, for unit tests of modules.
 *
 * <p>It is the registrar of {@code org.nmr.registrar}, which must be on the class path or module path of the test, or
 * installed in the framework that runs the test. Use it as a JUnit extension, as the source of a {@link ModuleHarness},
 * or close it.
 *
 * <pre>
 * &#64;RegisterExtension
 * final PlainRegistrar registrar = new PlainRegistrar();
 * </pre>
 *
 * <p>Its end unloads everything. The end fails if a module is left after the {@linkplain #closeWithin timeout}: it says
 * which module that is and who blocks it, and revokes what is outstanding. The end of a test that has failed revokes
 * without complaint, so that the failure of the test is the one that is seen. Thread safe.
 */
public final class PlainRegistrar implements RegistrarSource, AfterEachCallback, AutoCloseable {
    private final CapturedLog log = new CapturedLog();
    private final Core core = CoreFinder.start(log);
    private final AtomicLong bundles = new AtomicLong();
    private final Threads threads = new Threads();
    private final List<Listening> listenings = new CopyOnWriteArrayList<>();
    private volatile Duration timeout = Waits.limit();

    /**
     * Makes a registrar without modules.
     *
     * @throws IllegalStateException if {@code org.nmr.registrar} is missing or of another version; the message says
     *     what to do
     */
    public PlainRegistrar() {}

    /**
     * Sets one value of the registrar's policy. It holds for waits that have begun too.
     *
     * @param name one of {@link UnloadPolicy#REPORT_AFTER}, {@link UnloadPolicy#DEADLINE}, {@link
     *     UnloadPolicy#AT_DEADLINE} and {@link RegistrarOptions#DEBUG}
     * @param value as in a configuration of the registrar, such as {@code "PT0.1S"}
     * @return this
     * @throws IllegalArgumentException if the name is another one, or the value cannot be read
     */
    public PlainRegistrar with(String name, Object value) {
        core.configure(name, value);
        return this;
    }

    /** Sets how long {@link #close} waits for modules before it fails; by default a minute. */
    public PlainRegistrar closeWithin(Duration newTimeout) {
        timeout = newTimeout;
        return this;
    }

    /** Opens the view of a new bundle with this symbolic name, an id of its own, and version 1.0.0. */
    @Override
    public NetworkModuleRegistrar open(String owner) {
        return open(newOwner(owner));
    }

    /** Opens the view of a bundle. Several views of one owner are ended independently. */
    public NetworkModuleRegistrar open(Owner owner) {
        return core.open(owner);
    }

    /** Makes a bundle that plays activators, with this symbolic name, an id of its own, and version 1.0.0. */
    public PlainBundle bundle(String name) {
        return new PlainBundle(core, newOwner(name), log);
    }

    /**
     * Tells a listener which registrations come and go, as a framework does while the listener is published: on one
     * thread of its own, first of those that are there.
     *
     * @param listener the listener
     * @return what ends it; the end of this registrar does, too
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

    /** Returns what shows the registrations, bindings and ends of this registrar. */
    public RegistrarRuntime runtime() {
        return core.runtime();
    }

    /** Returns what the registrar has written. */
    public CapturedLog log() {
        return log;
    }

    /** Returns the ends in progress and who holds them up, as {@code nmr:why} shows it. Empty if there are none. */
    @Override
    public String whoBlocks() {
        return core.whoBlocks();
    }

    /**
     * Asserts that nothing is registered.
     *
     * @throws AssertionError if something is; names each registration that is left
     */
    public void assertNothingLeft() {
        List<String> left = runtime().getRegistrar().registrations.stream()
                .map(registration -> registration.role + " of " + registration.owner.module + " in "
                        + registration.owner.name + " for " + registration.npi)
                .toList();
        if (!left.isEmpty()) {
            throw new AssertionError("expected no registration to be left, was " + left + "\n" + whoBlocks());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            close();
        } else {
            core.revokeAll();
            core.unloadAll();
        }
    }

    /**
     * Unloads everything and waits for it. May be repeated.
     *
     * @throws AssertionError if it is not complete within the timeout; names what is left and who blocks it
     * @throws IllegalStateException if this thread is inside a callback or a call of a module that it would have to
     *     wait for
     */
    @Override
    public void close() {
        Deregistration end = core.unloadAll();
        if (end.await(timeout)) {
            listenings.forEach(Listening::close);
            return;
        }
        String left = whoBlocks();
        core.revokeAll();
        end.await(timeout);
        throw new AssertionError("plain registrar: expected every module to be unloaded within " + timeout
                + ", but these are left:\n" + left);
    }
}
