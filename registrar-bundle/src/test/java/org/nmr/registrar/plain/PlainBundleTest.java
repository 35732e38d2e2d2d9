// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainBundle;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Activators of all ways in, played without a framework. */
@Timeout(60)
class PlainBundleTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.activator", Runnable.class);

    private final PlainRegistrar registrar = new PlainRegistrar();

    @RegisterExtension
    final ModuleHarness harness = new ModuleHarness(registrar);

    private final ScriptedClient<Void, Runnable> client = harness.client("cli", NPI);
    private final PlainBundle bundle = registrar.bundle("pro");

    private static ProviderCharacteristics<Void, Runnable> provider(Runnable dispatch) {
        return ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, dispatch));
    }

    /** Inherits its unload. */
    private final class Inheriting extends NetworkModuleActivator {
        @Override
        public void register(ModuleRegistrations nmr) {
            nmr.registerProvider(provider(() -> harness.history().record("pro.run")));
        }

        @Override
        public void stop(BundleContext context) throws Exception {
            harness.history().record("pro.stop");
            super.stop(context);
            harness.history().record("pro.stopped");
        }
    }

    /** Registers and leaves the unload to whoever stops it. */
    private static final class Forgetful implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            var found = context.getServiceReference(NetworkModuleRegistrar.class);
            context.getService(found).registerProvider(provider(() -> {}));
            context.ungetService(found);
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Tracks the registrar. */
    private static final class Tracking implements BundleActivator {
        private ServiceTracker<NetworkModuleRegistrar, ?> tracker;

        @Override
        public void start(BundleContext context) {
            tracker = new ServiceTracker<>(context, NetworkModuleRegistrar.class, null);
            tracker.open();
            ((NetworkModuleRegistrar) tracker.getService()).registerProvider(provider(() -> {}));
        }

        @Override
        public void stop(BundleContext context) {
            tracker.close();
        }
    }

    @Test
    void stop_activatorInherits_waitsForTheCallsThatAreInside() throws Exception {
        client.register();
        bundle.start(new Inheriting());
        client.peer().run();
        HeldCall<Runnable> call = client.context().hold();
        harness.history().clear();

        Running<?> stop = harness.async(() -> {
            bundle.stop();
            return "";
        });
        harness.history().await("pro.stop");
        stop.assertWaits();
        harness.history().assertHistory("cli.detach(pro)", "pro.stop");

        call.release();
        stop.get();
        harness.history().assertHistory("cli.detach(pro)", "pro.stop", "cli.cleanup(pro)", "pro.stopped");
    }

    @Test
    void stop_activatorForgetsToUnload_unloadsBeforeItReturns() throws Exception {
        client.register();
        bundle.start(new Forgetful());
        bundle.stop();
        harness.history().assertCount(1, "cli.cleanup(pro)");
    }

    @Test
    void start_activatorTracksTheRegistrar_findsIt() throws Exception {
        client.register();
        bundle.start(new Tracking());
        harness.history().assertCount(1, "cli.attached(pro)");
        bundle.stop();
        harness.history().assertCount(1, "cli.cleanup(pro)");
    }

    @Test
    void start_again_isANewStart() throws Exception {
        client.register();
        for (int start = 1; start <= 2; start++) {
            bundle.start(new Inheriting());
            NetworkModuleRegistrar view = bundle.registrar();
            BundleContext context = bundle.context();
            assertEquals(Bundle.ACTIVE, context.getBundle().getState());
            assertEquals("pro", context.getBundle().getSymbolicName());
            bundle.stop();
            harness.history().assertCount(start, "cli.cleanup(pro)");
            assertThrows(IllegalStateException.class, () -> view.registerProvider(provider(() -> {})));
            assertThrows(IllegalStateException.class, () -> context.getServiceReference(NetworkModuleRegistrar.class));
        }
        assertThrows(IllegalStateException.class, bundle::stop);
        assertThrows(IllegalStateException.class, bundle::registrar);
    }

    @Test
    void start_started_isRefused() throws Exception {
        bundle.start(new Inheriting());
        assertThrows(IllegalStateException.class, () -> bundle.start(new Inheriting()));
        bundle.stop();
    }

    @Test
    void start_registerThrows_unloadsAndRethrows() {
        client.register();
        Exception thrown = new Exception("no port");
        NetworkModuleActivator failing = new NetworkModuleActivator() {
            @Override
            public void register(ModuleRegistrations nmr) throws Exception {
                nmr.registerProvider(provider(() -> {}));
                throw thrown;
            }
        };
        assertSame(thrown, assertThrows(Exception.class, () -> bundle.start(failing)));
        harness.history().assertCount(1, "cli.cleanup(pro)");
        registrar.log().takeWarning(thrown, "could not register");
    }

    @Test
    void stop_throws_unloadsAndRethrows() throws Exception {
        client.register();
        IllegalArgumentException thrown = new IllegalArgumentException("in stop");
        bundle.start(new BundleActivator() {
            @Override
            public void start(BundleContext context) {
                bundle.registrar().registerProvider(provider(() -> {}));
            }

            @Override
            public void stop(BundleContext context) {
                throw thrown;
            }
        });
        assertSame(thrown, assertThrows(IllegalArgumentException.class, bundle::stop));
        harness.history().assertCount(1, "cli.cleanup(pro)");
    }

    @Test
    void context_askedForWhatNeedsAFramework_saysSo() throws Exception {
        bundle.start(new Inheriting());
        BundleContext context = bundle.context();
        UnsupportedOperationException refused =
                assertThrows(UnsupportedOperationException.class, () -> context.installBundle("file:x.jar"));
        assertTrue(refused.getMessage().startsWith("BundleContext.installBundle: "), refused::getMessage);
        assertThrows(
                UnsupportedOperationException.class, () -> context.registerService(Runnable.class, () -> {}, null));
        assertNull(context.getServiceReference(Runnable.class));
        assertNull(context.getServiceReferences("java.lang.Runnable", null));
        bundle.stop();
    }
}
