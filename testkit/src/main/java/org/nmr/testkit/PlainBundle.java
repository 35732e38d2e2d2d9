// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle of a {@link PlainRegistrar}, which starts and stops an activator as a framework does. {@link
 * PlainRegistrar#bundle} makes it.
 *
 * <p>Its bundle context knows one service, the registrar, and publishes network modules. This is enough for a
 * {@link org.nmr.NetworkModuleActivator}, for a service tracker of the registrar, and for an activator that gets the
 * registrar itself. All other methods need a framework. They throw an {@link UnsupportedOperationException} that names
 * the method.
 *
 * <p>One thread at a time may start and stop it.
 */
public final class PlainBundle {
    private final Core core;
    private final Owner owner;
    private final System.Logger log;

    /** The present start; null while the bundle is stopped. */
    private volatile @Nullable Start start;

    /** One start of the bundle. */
    private record Start(BundleActivator activator, PlainContext context) {}

    PlainBundle(Core core, Owner owner, System.Logger log) {
        this.core = core;
        this.owner = owner;
        this.log = log;
    }

    /**
     * Returns the bundle as peers see it.
     *
     * @return the owner in the registration instances of the bundle
     */
    public Owner owner() {
        return owner;
    }

    /**
     * Starts an activator.
     *
     * @param activator the activator of the bundle
     * @throws IllegalStateException if the bundle is started; stop it first
     * @throws Exception the exception of the activator; before, everything that it has registered is unloaded. If this
     *     thread is inside a callback or a call for which it would have to wait, the refusal is suppressed in it
     */
    public void start(BundleActivator activator) throws Exception {
        if (start != null) {
            throw new IllegalStateException(owner + ": expected a stopped bundle, but it is started; stop it first");
        }
        PlainContext context = new PlainContext(owner, core.open(owner), log);
        Start starting = new Start(activator, context);
        start = starting;
        context.state(Bundle.STARTING);
        try {
            activator.start(context.context());
            context.state(Bundle.ACTIVE);
        } catch (Throwable thrown) { // the code of the module
            after(thrown, () -> leave(starting, end(starting)));
            throw thrown;
        }
    }

    /**
     * Stops the activator. As in a framework, the end of what it has registered begins before its {@code stop} is
     * called. This method awaits the end afterwards.
     *
     * @throws IllegalStateException if the bundle is not started, or if this thread is inside a callback or a call for
     *     which it would have to wait
     * @throws Exception the exception of the activator; such a refusal is suppressed in it
     */
    public void stop() throws Exception {
        Start stopping = start;
        if (stopping == null) {
            throw new IllegalStateException(owner + ": expected a started bundle, but it is stopped; start it first");
        }
        Deregistration end = end(stopping);
        try {
            stopping.activator().stop(stopping.context().context());
        } catch (Throwable thrown) { // the code of the module
            after(thrown, () -> leave(stopping, end));
            throw thrown;
        }
        leave(stopping, end);
    }

    /** What the activator has thrown says more than a refusal to wait that comes of it. */
    private static void after(Throwable thrown, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error refused) {
            thrown.addSuppressed(refused);
        }
    }

    private void leave(Start stopping, Deregistration end) {
        try {
            end.await();
        } finally {
            stopped(stopping);
        }
    }

    private Deregistration end(Start stopping) {
        stopping.context().state(Bundle.STOPPING);
        return core.unload(stopping.context().registrar());
    }

    private void stopped(Start stopped) {
        stopped.context().state(Bundle.RESOLVED);
        start = null;
    }

    /**
     * Returns the context of the present start.
     *
     * @return the context that the activator got
     * @throws IllegalStateException if the bundle is not started
     */
    public BundleContext context() {
        return started().context();
    }

    /**
     * Returns the registrar as the activator gets it.
     *
     * @return the registrar of this bundle
     * @throws IllegalStateException if the bundle is not started
     */
    public NetworkModuleRegistrar registrar() {
        return started().registrar();
    }

    private PlainContext started() {
        Start present = start;
        if (present == null) {
            throw new IllegalStateException(owner + ": expected a started bundle, but it is stopped; start it first");
        }
        return present.context();
    }

    @Override
    public String toString() {
        return "bundle " + owner;
    }
}
