// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleActivator;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.testkit.Fake;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainBundle;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** Activators of all ways in, played without a framework. */
@Timeout(300)
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

    /** This thread is inside a call of what the bundle has registered, so its wait is refused. */
    @Test
    void startAndStop_throwInsideACall_keepWhatWasThrown() throws Exception {
        client.register();
        IllegalArgumentException inStart = new IllegalArgumentException("in start");
        IllegalArgumentException inStop = new IllegalArgumentException("in stop");
        List<Call<?>> calls = new ArrayList<>();
        BundleActivator failing = new BundleActivator() {
            @Override
            public void start(BundleContext context) {
                bundle.registrar().registerProvider(provider(() -> {}));
                calls.add(client.context().binding().enter());
                if (calls.size() == 1) {
                    throw inStart;
                }
            }

            @Override
            public void stop(BundleContext context) {
                throw inStop;
            }
        };
        assertSame(inStart, assertThrows(Exception.class, () -> bundle.start(failing)));
        assertRefusalIsSuppressed(inStart);
        calls.get(0).close();

        bundle.start(failing);
        assertSame(inStop, assertThrows(Exception.class, bundle::stop));
        assertRefusalIsSuppressed(inStop);
        calls.get(1).close();
        bundle.start(new Inheriting());
        bundle.stop();
    }

    /** As when the framework has unregistered the service meanwhile. */
    @Test
    void activator_serviceIsGone_throwsWhatCameBefore() throws Exception {
        IllegalStateException gone = new IllegalStateException("unregistered");
        IllegalStateException refused = new IllegalStateException("inside");
        Exception failed = new Exception("no port");
        ModuleRegistrations nmr = Fake.of(ModuleRegistrations.class, Map.of("close", arguments -> {
            throw refused;
        }));
        BundleContext context = Fake.of(BundleContext.class, Map.of("registerService", arguments -> {
            try {
                ((NetworkModule) arguments[1]).register(nmr);
            } catch (Exception swallowed) {
                assertSame(failed, swallowed);
            }
            return Fake.of(ServiceRegistration.class, Map.of("unregister", ignored -> {
                throw gone;
            }));
        }));
        boolean[] fails = {true};
        NetworkModuleActivator activator = new NetworkModuleActivator() {
            @Override
            public void register(ModuleRegistrations registrations) throws Exception {
                if (fails[0]) {
                    throw failed;
                }
            }
        };
        assertSame(failed, assertThrows(Exception.class, () -> activator.start(context)));
        assertSame(gone, failed.getSuppressed()[0]);
        fails[0] = false;
        activator.start(context);
        assertSame(refused, assertThrows(Exception.class, () -> activator.stop(context)));
        assertSame(gone, refused.getSuppressed()[0]);
    }

    private static void assertRefusalIsSuppressed(Throwable thrown) {
        assertEquals(1, thrown.getSuppressed().length);
        String message = thrown.getSuppressed()[0].getMessage();
        assertTrue(message.contains("cannot be awaited here"), message);
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
