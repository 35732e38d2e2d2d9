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
 * The activator of a bundle that is a network module. {@link #start} registers, and {@link #stop} is the Unload routine
 * [C-163].
 *
 * <p>The registrar need not be there when the bundle starts. The module registers when a registrar appears. It is
 * unloaded when the registrar goes, and registers again with the next one. If no registrar has come
 * {@linkplain RegistrarOptions#ABSENCE_REPORT_AFTER some time} after the start, the activator warns once in the log
 * {@code org.nmr.registrar}. The warning says what to install.
 *
 * <p>This class requires the registrar, see {@link RequireNetworkModuleRegistrar}. So tools that select bundles add a
 * registrar to each bundle that imports the API.
 *
 * <p>A subclass may override {@code start} and {@code stop}. It prepares its resources before it calls
 * {@code super.start}, and releases them after {@code super.stop} has returned. Only one thing comes before
 * {@code super.stop}: the release of callers that are blocked inside the module. For example, the subclass closes the
 * socket that they read from.
 *
 * @since 1.0
 */
@ConsumerType
@RequireNetworkModuleRegistrar
public abstract class NetworkModuleActivator implements BundleActivator, NetworkModule {
    /** What {@link #start} published; null before it and after {@link #stop}. Framework threads only. */
    private @Nullable Publication publication;

    /** For subclasses. */
    protected NetworkModuleActivator() {}

    /**
     * Publishes this module. If a registrar is there, it calls {@link #register} on this thread.
     *
     * <p>If a registrar appears at this moment, it calls {@link #register} on its own thread. Then it only logs a
     * failure.
     *
     * @param context the bundle's context
     * @throws Exception the exception that {@link #register} has thrown, after everything that it had registered is
     *     unloaded again [C-57, A-32]
     */
    @Override
    public void start(BundleContext context) throws Exception {
        Publication started = new Publication(this);
        started.publish(context);
        publication = started;
    }

    /**
     * Unloads this module, and returns when every binding of every registration is detached and cleaned up [C-164,
     * C-167].
     *
     * <p>When the framework calls it, the end has begun already, and the registrar has called the {@code detach}
     * callbacks on this thread. An interrupt does not end the wait, and the wait has no time limit. The log says for
     * whom it waits. If this method throws, or if a subclass does not call it, the registrar awaits the rest before the
     * framework goes on.
     *
     * @param context the bundle's context
     * @throws IllegalStateException if this thread is inside a callback or call of this module, for which it would have
     *     to wait; see {@link Deregistration#await()}
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

        /** Settled by what comes first: the first registrar, or the withdrawal. */
        private final AbsenceReport absence;

        private @Nullable ServiceRegistration<NetworkModule> service;

        Publication(NetworkModuleActivator module) {
            this.module = module;
            this.absence = new AbsenceReport(toString());
        }

        void publish(BundleContext context) throws Exception {
            service = context.registerService(
                    NetworkModule.class, this, FrameworkUtil.asDictionary(Map.of(NAME, toString())));
            Throwable thrown = failure.get();
            if (thrown != null) {
                unregisterAfter(thrown);
                rethrow(thrown);
            }
            absence.begin(context);
        }

        /** Unloads before it unregisters, because only so an exception reaches the caller of {@code stop()}. */
        void withdraw() {
            absence.settle();
            try {
                ModuleRegistrations current = registrations.get();
                if (current != null) {
                    current.close();
                }
            } catch (RuntimeException | Error refused) {
                unregisterAfter(refused);
                throw refused;
            }
            unregister();
        }

        private void unregister() {
            if (service != null) {
                service.unregister();
            }
        }

        /** The framework may have unregistered it meanwhile; that must not hide what was thrown before. */
        private void unregisterAfter(Throwable thrown) {
            try {
                unregister();
            } catch (RuntimeException failed) {
                thrown.addSuppressed(failed);
            }
        }

        @Override
        public void register(ModuleRegistrations nmr) throws Exception {
            absence.settle();
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
