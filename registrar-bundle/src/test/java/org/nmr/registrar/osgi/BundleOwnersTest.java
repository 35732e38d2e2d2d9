// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;

/** A thread of the stopping bundle must neither wait for itself nor take the framework's place in waiting. */
@Timeout(30)
class BundleOwnersTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Settings.DEFAULT);
    private final BundleOwners owners = new BundleOwners(registrar, Settings.DEFAULT.log());
    private final AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
    private final Bundle bundle = Fake.of(
            Bundle.class,
            Map.of(
                    "getState", args -> state.get(),
                    "getBundleId", args -> 7L,
                    "getSymbolicName", args -> "test",
                    "getVersion", args -> Version.emptyVersion));
    private final AtomicReference<Binding<Runnable>> client = new AtomicReference<>();

    /** The bundle provides, by hand; a client of somebody else stays pending. */
    private NetworkModuleRegistrar attachPendingClient() {
        NetworkModuleRegistrar service = owners.getService(bundle, null);
        service.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        registrar.open(Owner.UNKNOWN).registerClient(ClientCharacteristics.of(NPI, proposal -> {
            client.set(proposal.binding());
            proposal.attach(new BindingContext() {
                @Override
                public DetachStatus detach() {
                    return DetachStatus.PENDING;
                }
            });
        }));
        return service;
    }

    private CompletableFuture<Void> stopping() {
        return CompletableFuture.runAsync(() -> owners.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle)));
    }

    @Test
    void ungetService_byAThreadOfTheStoppingBundle_leavesTheWaitingToTheFramework() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        state.set(Bundle.STOPPING);
        owners.ungetService(bundle, null, service);
        assertThrows(IllegalStateException.class, () -> owners.of(bundle));

        CompletableFuture<Void> net = stopping();
        assertFalse(net.isDone());
        client.get().detachComplete();
        net.get(10, TimeUnit.SECONDS);
    }

    @Test
    void of_stoppedBundle_refusesAndKeepsNothingForItsNextStart() throws Exception {
        owners.of(bundle);
        state.set(Bundle.STOPPING);
        stopping().get(10, TimeUnit.SECONDS);
        assertThrows(IllegalStateException.class, () -> owners.of(bundle));

        state.set(Bundle.STARTING);
        owners.of(bundle).openModule("next start").close();
    }

    @Test
    void ungetService_runningBundle_keepsItsRegistrations() throws Exception {
        NetworkModuleRegistrar service = attachPendingClient();
        owners.ungetService(bundle, null, service);
        assertFalse(client.get().isPeerDetached());
        assertEquals("test", client.get().peer().owner().name());

        CompletableFuture<Void> net = stopping();
        client.get().detachComplete();
        net.get(10, TimeUnit.SECONDS);
        assertTrue(net.isDone());
    }
}
