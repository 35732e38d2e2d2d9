// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * A bundle that is a network module: {@link #start} registers, {@link #stop} is the Unload routine [C-163].
 *
 * <p>The registrar need not be there when the bundle starts: the module registers when it appears, is
 * unloaded when it goes, and registers again with the next one. A subclass that overrides {@code start}
 * or {@code stop} prepares before it calls {@code super.start}, and releases after {@code super.stop} has returned.
 * Only what lets out callers that are blocked inside the module comes before {@code super.stop}, such as closing the
 * socket that they read from.
 *
 * @since 1.0
 */
@ConsumerType
public abstract class NetworkModuleActivator implements BundleActivator, NetworkModule {
    /** What {@link #start} published; null before it and after {@link #stop}. Framework threads only. */
    private @Nullable Publication publication;

    /** For subclasses. */
    protected NetworkModuleActivator() {}

    /**
     * Publishes this module, so that the registrar, if it is there, calls {@link #register} on this thread. A registrar
     * that appears at this moment calls it on its own thread; then a failure is logged only.
     *
     * @param context the bundle's context
     * @throws Exception what {@link #register} has thrown, after everything it had registered was unloaded again
     *     [C-57, A-32]
     */
    @Override
    public void start(BundleContext context) throws Exception {
        Publication started = new Publication(this);
        started.publish(context);
        publication = started;
    }

    /**
     * Unloads: returns when every binding of every registration of this module is detached and cleaned up
     * [C-164, C-167].
     *
     * <p>When the framework calls it, the end has begun already and the {@code detach} callbacks have been called, on
     * this thread. Survives interrupts, never gives up, and logs for whom it waits. What it leaves, because it throws
     * or because a subclass does not call it, the registrar awaits before the framework goes on.
     *
     * @param context the bundle's context
     * @throws IllegalStateException if this thread is inside one of the module's own callbacks or calls, for which it
     *     would have to wait; see {@link Deregistration#await()}
     */
    @Override
    public void stop(BundleContext context) throws Exception {
        Publication started = publication;
        publication = null;
        if (started != null) {
            started.withdraw();
        }
    }

    /** One start of the module, as the registrar sees it: remembers what a service event cannot tell. */
    private static final class Publication implements NetworkModule {
        private final NetworkModuleActivator module;

        /**
         * What the present registrar gave; written by its thread, read by the stopping one. Weak, because the registrar
         * holds it until it is over, and one that is gone must not be held here.
         */
        private volatile WeakReference<@Nullable ModuleRegistrations> registrations = new WeakReference<>(null);

        /** What {@code register} has thrown; service events swallow it, but {@code start} must not. */
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        private @Nullable ServiceRegistration<NetworkModule> service;

        Publication(NetworkModuleActivator module) {
            this.module = module;
        }

        void publish(BundleContext context) throws Exception {
            service = context.registerService(
                    NetworkModule.class, this, FrameworkUtil.asDictionary(Map.of(NAME, toString())));
            Throwable thrown = failure.get();
            if (thrown != null) {
                service.unregister();
                rethrow(thrown);
            }
        }

        /** Unloads before it unregisters, because only so an exception reaches the caller of {@code stop()}. */
        void withdraw() {
            try {
                ModuleRegistrations current = registrations.get();
                if (current != null) {
                    current.close();
                }
            } finally {
                if (service != null) {
                    service.unregister();
                }
            }
        }

        @Override
        public void register(ModuleRegistrations nmr) throws Exception {
            registrations = new WeakReference<>(nmr);
            try {
                module.register(nmr);
            } catch (Exception | Error e) {
                failure.set(e);
                throw e;
            }
        }

        private static void rethrow(Throwable thrown) throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }

        @Override
        public String toString() {
            return module.getClass().getName();
        }
    }
}
