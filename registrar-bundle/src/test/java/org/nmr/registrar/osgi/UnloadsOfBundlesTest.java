// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.Bundle;

/** Modules end while their bundle runs, and stay so until it has stopped. */
@Timeout(300)
class UnloadsOfBundlesTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);
    private static final long BUNDLE = 7;

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final StoppingBundle stopping = new StoppingBundle();
    private final Bundle bundle = stopping.bundle;
    private final BundleOwners owners = new BundleOwners(stopping.registrars, registrar, Environment.DEFAULT.log());
    private final BundleUnloads unloads = new UnloadsOfBundles(owners, registrar);
    private final AtomicReference<Binding<Runnable>> client = new AtomicReference<>();

    @BeforeEach
    void open() throws Exception {
        owners.open(stopping.registrars);
    }

    private ProviderRegistration provide() {
        return owners.getService(bundle, null).registerProvider(provider());
    }

    private static ProviderCharacteristics<Void, Runnable> provider() {
        return ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {}));
    }

    private ClientRegistration attachPendingClient() {
        return registrar.open(Owner.UNKNOWN).registerClient(ClientCharacteristics.of(NPI, proposal -> {
            client.set(proposal.binding());
            assertTrue(proposal.attach(new BindingContext() {
                        @Override
                        public DetachStatus detach() {
                            return DetachStatus.PENDING;
                        }
                    })
                    .attached());
        }));
    }

    private void assertRefuses(Runnable registration) {
        String message =
                assertThrows(IllegalStateException.class, registration::run).getMessage();
        assertTrue(
                message.contains("expected a bundle that is not drained, but its drain has begun. Nothing was"
                        + " registered. Stop and start the bundle to let it register again"),
                message);
    }

    @Test
    void refuseRegistrations_running_keepsWhatIsThere() {
        ProviderRegistration before = provide();
        unloads.refuseRegistrations(BUNDLE);
        assertRefuses(this::provide);
        assertRefuses(() -> owners.of(bundle).openModule("another"));
        assertFalse(before.isEnding());
        unloads.allowRegistrations(BUNDLE);
        assertFalse(provide().isEnding());
        assertFalse(unloads.isUnloaded(BUNDLE));
    }

    @Test
    void refuseRegistrations_capture_isStopping() {
        unloads.refuseRegistrations(BUNDLE);
        provideElsewhere();
        Capture<Runnable> capture = owners.of(bundle).capture(CaptureRequest.of(NPI), Duration.ZERO);
        assertEquals(Capture.Status.STOPPING, capture.status());
    }

    /** So that the capture would find something. */
    private void provideElsewhere() {
        registrar.open(Owner.UNKNOWN).registerProvider(provider());
    }

    @Test
    void deregister_oneOfTwo_endsOnlyThat() {
        ProviderRegistration first = provide();
        ProviderRegistration second = provide();
        Deregistration end = unloads.deregister(BUNDLE, List.of(first.instance().id(), 4711L));
        assertTrue(end.isComplete());
        assertTrue(first.isEnding());
        assertFalse(second.isEnding());
        assertTrue(first.deregister().isComplete(), "the module has not used up its handle");
    }

    @Test
    void deregister_attached_waitsForTheDetach() {
        ProviderRegistration provider = provide();
        attachPendingClient();
        Deregistration end =
                unloads.deregister(BUNDLE, List.of(provider.instance().id()));
        assertFalse(end.await(Duration.ofMillis(10)));
        client.get().detachComplete();
        end.await();
        assertTrue(end.isComplete());
    }

    @Test
    void unload_running_holdsUntilTheBundleHasStopped() {
        NetworkModuleRegistrar drained = owners.getService(bundle, null);
        provide();
        assertTrue(unloads.unload(BUNDLE).isComplete());
        assertTrue(unloads.isUnloaded(BUNDLE));
        unloads.allowRegistrations(BUNDLE);
        assertThrows(IllegalStateException.class, this::provide);
        stopping.stopping(owners);
        stopping.stopped();
        stopping.assertMarks(0);
        assertFalse(unloads.isUnloaded(BUNDLE));
        stopping.start();
        assertNotSame(drained, owners.getService(bundle, null));
        assertFalse(provide().isEnding());
    }

    @Test
    void unloadRefused_restartedSince_unloadsNothing() {
        provide();
        assertTrue(unloads.unloadRefused(BUNDLE).isComplete());
        assertFalse(unloads.isUnloaded(BUNDLE), "it is not refused");
        unloads.refuseRegistrations(BUNDLE);
        stopping.stopping(owners);
        stopping.stopped();
        stopping.start();
        ProviderRegistration again = provide();
        assertTrue(unloads.unloadRefused(BUNDLE).isComplete());
        assertFalse(again.isEnding());
        unloads.refuseRegistrations(BUNDLE);
        assertTrue(unloads.unloadRefused(BUNDLE).isComplete());
        assertTrue(again.isEnding());
        assertTrue(unloads.isUnloaded(BUNDLE));
    }

    @Test
    void allowRegistrations_refusedTwice_refusesUntilBothAreTakenBack() {
        unloads.allowRegistrations(BUNDLE); // nothing to take back
        unloads.refuseRegistrations(BUNDLE);
        unloads.refuseRegistrations(BUNDLE);
        unloads.allowRegistrations(BUNDLE);
        assertRefuses(this::provide);
        unloads.allowRegistrations(BUNDLE);
        assertFalse(provide().isEnding());
    }

    @Test
    void allowRegistrations_afterRefusalAndUnload_namesTheDrain() {
        unloads.refuseRegistrations(BUNDLE);
        provideRefused();
        assertTrue(unloads.unload(BUNDLE).isComplete());
        unloads.allowRegistrations(BUNDLE);
        provideRefused();
    }

    private void provideRefused() {
        assertRefuses(this::provide);
    }

    @Test
    void unload_attached_theStopWaitsForTheRest() throws Exception {
        provide();
        attachPendingClient();
        Deregistration end = unloads.unload(BUNDLE);
        assertFalse(end.isComplete());
        stopping.stopping(owners);
        stopping.assertMarks(1);
        client.get().detachComplete();
        stopping.stopped();
        end.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void any_bundleThatIsNotThereOrDoesNotRun_isComplete() {
        assertTrue(unloads.unload(4711).isComplete());
        assertTrue(unloads.deregister(4711, List.of(1L)).isComplete());
        stopping.state(Bundle.RESOLVED);
        unloads.refuseRegistrations(BUNDLE);
        Deregistration end = unloads.unload(BUNDLE);
        end.await();
        assertTrue(end.completion().toCompletableFuture().isDone());
        assertFalse(unloads.isUnloaded(BUNDLE));
        stopping.start();
        assertFalse(provide().isEnding());
    }

    @Test
    void any_registrarStops_isComplete() {
        registrar.unloadAll().await();
        unloads.refuseRegistrations(BUNDLE);
        assertTrue(unloads.unload(BUNDLE).isComplete());
        stopping.isRegistrarStopped = true;
        unloads.refuseRegistrations(BUNDLE);
        unloads.allowRegistrations(BUNDLE);
        assertTrue(unloads.deregister(BUNDLE, List.of(1L)).isComplete());
        assertTrue(unloads.unload(BUNDLE).isComplete());
    }

    @Test
    void deregister_null_isRefused() {
        assertThrows(NullPointerException.class, () -> unloads.deregister(BUNDLE, null));
    }
}
