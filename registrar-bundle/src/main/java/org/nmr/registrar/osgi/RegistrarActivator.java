// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.RegistrationListener;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.event.Feed;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Puts the registrar together when its bundle starts; unloads every module before its bundle is stopped. */
@Capability(
        namespace = OtherRegistrars.IMPLEMENTATION,
        name = NetworkModuleRegistrar.IMPLEMENTATION,
        version = NetworkModuleRegistrar.IMPLEMENTATION_VERSION,
        uses = {NetworkModuleRegistrar.class, RegistrarRuntime.class})
public final class RegistrarActivator implements BundleActivator {
    /** Null while the bundle is stopped. Framework threads only. */
    private @Nullable Running running;

    @Override
    public void start(BundleContext context) throws Exception {
        running = new Running(context);
        try {
            running.start();
        } catch (Exception | Error failed) {
            stop(context);
            throw failed;
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    /** One start of the registrar. */
    private static final class Running {
        private final BundleContext context;
        private final Registrar registrar;
        private final System.Logger log;
        private final ConfiguredOptions options;
        private final ShutdownBudget shutdownBudget;
        private final BundleOwners owners;
        private final ModuleWhiteboard whiteboard;
        private final ListenerWhiteboard<RegistrationListener> listeners;
        private final ListenerWhiteboard<DiagnosticListener> diagnosticListeners;
        private final ApiCopies apiCopies;
        private final ForgottenSuper forgottenSuper;
        private @Nullable ServiceRegistration<NetworkModuleRegistrar> service;
        private @Nullable ServiceRegistration<ServiceRegistrar> servicesOfOthers;
        private @Nullable RuntimeService runtime;
        private @Nullable FollowUps followUps;

        Running(BundleContext context) {
            Environment environment = Environment.DEFAULT
                    .withLog(new LogThread(Environment.DEFAULT.log()))
                    .withOrigin(BundleNames::origin, BundleNames::isOutdated)
                    .withHome(BundleNames::home)
                    .withFilters(LdapFilters::compile);
            this.context = context;
            this.registrar = new Registrar(environment);
            this.log = environment.log();
            this.options = new ConfiguredOptions(context, registrar, log);
            this.shutdownBudget = new ShutdownBudget(registrar, options);
            this.owners = new BundleOwners(context, registrar, log);
            this.forgottenSuper = new ForgottenSuper(context, log);
            this.whiteboard = new ModuleWhiteboard(context, owners, forgottenSuper, log);
            this.listeners = listeners(RegistrationListener.class, this::registrations);
            this.diagnosticListeners = listeners(DiagnosticListener.class, this::events);
            this.apiCopies = new ApiCopies(context, log);
        }

        private <L> ListenerWhiteboard<L> listeners(Class<L> type, Function<ServiceReference<?>, Feed<L>> feeds) {
            return new ListenerWhiteboard<>(context, type, feeds, Daemons.named("nmr-listener"), log);
        }

        private Feed<RegistrationListener> registrations(ServiceReference<?> listener) {
            return registrar.listeners().subscribe(PublishedListener.name(RegistrationListener.class, listener));
        }

        private Feed<DiagnosticListener> events(ServiceReference<?> listener) {
            String name = PublishedListener.name(DiagnosticListener.class, listener);
            return registrar.events().subscribe(name, EventKinds.of(listener, name, log));
        }

        void start() throws InvalidSyntaxException {
            OtherRegistrars others = new OtherRegistrars(context, log);
            others.requireNone(context);
            owners.open(context);
            context.addBundleListener(shutdownBudget);
            OptionalServices.publishHook(context, List.of(shutdownBudget, owners)); // the next one may have to wait
            checkProperties();
            Diagnostics diagnostics = new Diagnostics(registrar, new FrameworkBundles(context));
            BooleanSupplier configured =
                    OptionalServices.publishConfiguration(context, options, diagnostics::hasUnloads, log);
            runtime = new RuntimeService(context, diagnostics, registrar.changes(), Daemons.named("nmr-changes"), log);
            followUps = followUps(diagnostics, configured, runtime);
            followUps.open();
            OptionalServices.publishCommands(context, diagnostics);
            context.registerService(BundleUnloads.class, new UnloadsOfBundles(owners, registrar), null);
            servicesOfOthers = context.registerService(ServiceRegistrar.class, new ServicesOfOthers(registrar), null);
            service = context.registerService(NetworkModuleRegistrar.class, owners, null);
            others.requireNone(context); // again, because two may have started at once
            context.addBundleListener(others);
            apiCopies.open();
            listeners.open();
            diagnosticListeners.open();
            whiteboard.open();
            forgottenSuper.open();
        }

        private FollowUps followUps(Diagnostics diagnostics, BooleanSupplier configured, RuntimeService published) {
            UnloadWatch watch = new UnloadWatch(
                    diagnostics::ongoing, () -> options.present().policy().reportAfter(), log);
            return new FollowUps(
                    registrar.changes(),
                    Daemons.named("nmr-reports"),
                    log,
                    diagnostics::beat,
                    configured,
                    published::write,
                    listeners::look,
                    diagnosticListeners::look,
                    watch::look,
                    registrar::sumUpWarnings,
                    registrar::reportSearches);
        }

        private void checkProperties() {
            try {
                Daemons.create("nmr-properties", () -> UnknownKeys.warnOfProperties(context, log))
                        .start();
            } catch (Throwable noThread) { // "unable to create native thread"
                log.log(DEBUG, "the names of the framework's properties are not checked", noThread);
            }
        }

        /**
         * Ends everything first and waits afterwards. The listeners stay until the wait is over, because a module that
         * is withdrawn meanwhile must be waited for, too. Whatever a step throws, the others are taken.
         *
         * <p>Before everything else those are told who protect services of others, so that consumers get the services
         * themselves before the bindings of their stand-ins end.
         */
        void stop() {
            new Steps()
                    .then(() -> unregister(servicesOfOthers))
                    .then(registrar::unloadAll)
                    .then(() -> unregister(service))
                    .then(new LastWait(registrar::unloadAll, log)::await)
                    .then(this::unregisterRuntime) // after the wait, because it shows whom the wait is for
                    .then(listeners::close) // after the wait, so that they hear of each end
                    .then(diagnosticListeners::close)
                    .then(whiteboard::close)
                    .then(apiCopies::close)
                    .then(forgottenSuper::close)
                    .then(() -> owners.close(context))
                    .then(() -> context.removeBundleListener(shutdownBudget))
                    .end();
        }

        private static void unregister(@Nullable ServiceRegistration<?> published) {
            if (published != null) {
                published.unregister();
            }
        }

        private void unregisterRuntime() {
            if (followUps != null) {
                followUps.close();
            }
            if (runtime != null) {
                runtime.unregister();
            }
        }
    }
}
