// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * The end of a bundle begins at STOPPING, where no thread waits; the framework's thread waits when {@code stop()} has
 * returned.
 */
@Timeout(300)
class BundleOwnersTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final StoppingBundle stopping = new StoppingBundle();
    private final Bundle bundle = stopping.bundle;
    private final BundleOwners owners = new BundleOwners(stopping.registrars, registrar, Environment.DEFAULT.log());
    private final AtomicReference<Binding<Runnable>> client = new AtomicReference<>();

    @BeforeEach
    void open() throws Exception {
        owners.open(stopping.registrars);
    }

    /** The bundle provides, by hand; a client of somebody else stays pending. */
    private NetworkModuleRegistrar attachPendingClient() {
        NetworkModuleRegistrar service = owners.getService(bundle, null);
        service.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        registrar.open(Owner.UNKNOWN).registerClient(ClientCharacteristics.of(NPI, proposal -> {
            client.set(proposal.binding());
            BindingContext pending = new BindingContext() {
                @Override
                public DetachStatus detach() {
                    return DetachStatus.PENDING;
                }
            };
            assertTrue(proposal.attach(pending).attached());
        }));
        return service;
    }

    private void assertWaits(Runnable step) throws Exception {
        CompletableFuture<Void> net = CompletableFuture.runAsync(step);
        assertThrows(TimeoutException.class, () -> net.get(100, TimeUnit.MILLISECONDS));
        client.get().detachComplete();
        net.get(60, TimeUnit.SECONDS);
    }

    @Test
    void stopping_callInside_endsAndWaitsOnlyWhenStopHasReturned() throws Exception {
        attachPendingClient();
        stopping.stopping(owners);
        assertTrue(client.get().isPeerDetached());
        assertWaits(stopping::stopped);
    }

    /** By the hook, as a listener, and by the release of the service. */
    @Test
    void stopping_heardOfSeveralTimes_leavesOneMark() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        stopping.stopping(owners);
        stopping.stopping(owners);
        owners.ungetService(bundle, null, service);
        stopping.assertMarks(1);
        assertWaits(stopping::stopped);
    }

    @Test
    void stopping_nothingLeft_leavesNoMark() {
        owners.of(bundle).openModule("over").close();
        stopping.stopping(owners);
        stopping.assertMarks(0);
    }

    @Test
    void stopping_hookHidesTheMark_waitsAtOnce() throws Exception {
        attachPendingClient();
        stopping.hideEvents();
        assertWaits(() -> stopping.stopping(owners));
        stopping.assertMarks(0);
    }

    /** Where a hook hides from the registrar that the bundle stops. */
    @Test
    void ungetService_stopHasReturnedUnseen_waits() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        stopping.state(Bundle.STOPPING);
        stopping.stopped();
        assertWaits(() -> owners.ungetService(bundle, null, service));
    }

    /** Where a hook has let the registrar see the mark come, and hides that it goes. */
    @Test
    void ungetService_markHasGoneUnseen_waits() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        stopping.stopping(owners);
        stopping.hideEvents();
        stopping.stopped();
        assertWaits(() -> owners.ungetService(bundle, null, service));
    }

    @Test
    void ungetService_byAThreadOfTheStoppingBundle_leavesTheWaitingToTheFramework() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        stopping.state(Bundle.STOPPING);
        owners.ungetService(bundle, null, service);
        assertThrows(IllegalStateException.class, () -> owners.of(bundle));

        stopping.stopping(owners);
        assertWaits(stopping::stopped);
    }

    @Test
    void of_stoppedBundle_refusesAndKeepsNothingForItsNextStart() {
        owners.of(bundle);
        stopping.stopping(owners);
        assertThrows(IllegalStateException.class, () -> owners.of(bundle));
        stopping.stopped();

        stopping.start();
        owners.of(bundle).openModule("next start").close();
    }

    @Test
    void stopped_refusedWaitInsideACall_forgetsTheViewForTheNextStart() {
        owners.getService(bundle, null)
                .registerProvider(ProviderCharacteristics.of(
                        NPI,
                        proposal -> Answer.accept(BindingContext.NONE, () -> {
                            stopping.stopping(owners);
                            stopping.stopped(); // refused, and logged
                        })));
        registrar.open(Owner.UNKNOWN).registerClient(ClientCharacteristics.of(NPI, proposal -> {
            client.set(proposal.binding());
            assertTrue(proposal.attach(BindingContext.NONE).attached());
        }));
        client.get().dispatch().run();

        stopping.start();
        owners.of(bundle).openModule("next start").close();
    }

    @Test
    void ungetService_runningBundle_keepsItsRegistrations() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        owners.ungetService(bundle, null, service);
        assertFalse(client.get().isPeerDetached());
        assertEquals("test", client.get().peer().owner().name());

        stopping.stopping(owners);
        assertWaits(stopping::stopped);
    }

    /** The framework's answer may need the same view, on this thread or another: no lock is held for it. */
    @Test
    void of_frameworkAsksBack_givesTheSameView() {
        List<OwnerRegistrar> inner = new ArrayList<>();
        AtomicReference<Bundle> self = new AtomicReference<>();
        Bundle asking = Fake.of(
                Bundle.class,
                Map.of(
                        "getState",
                        args -> Bundle.ACTIVE,
                        "getBundleId",
                        args -> 8L,
                        "getVersion",
                        args -> Version.emptyVersion,
                        "getSymbolicName",
                        args -> {
                            if (inner.isEmpty()) {
                                inner.add(null);
                                inner.set(0, owners.of(self.get()));
                            }
                            return "asking";
                        }));
        self.set(asking);
        OwnerRegistrar view = owners.of(asking);
        assertSame(inner.get(0), view);
    }
}
