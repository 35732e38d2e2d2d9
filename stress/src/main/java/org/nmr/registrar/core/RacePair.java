// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** One client and one provider of a registrar of their own. */
final class RacePair {
    private static final Npi<Void, Runnable> NPI = Npi.of("race", Runnable.class);

    final LiveModule clientModule;
    final LiveModule providerModule;
    final RaceSide clientSide = new RaceSide();
    final RaceSide providerSide = new RaceSide();
    private final AtomicInteger proposals = new AtomicInteger();
    private final AtomicInteger attached = new AtomicInteger();

    /** Set while the pair attaches. */
    private volatile @Nullable Binding<Runnable> clientBinding;

    private volatile @Nullable Binding<Void> providerBinding;

    RacePair() {
        OwnerRegistrar owner = new Registrar(Environment.DEFAULT).open(new Owner(1, "race", "1.0.0"));
        clientModule = owner.openModule("client");
        providerModule = owner.openModule("provider");
    }

    ClientRegistration registerClient() {
        return clientModule.registerClient(ClientCharacteristics.of(NPI, this::attachProvider));
    }

    private void attachProvider(ProviderProposal<Void, Runnable> proposal) {
        proposals.incrementAndGet();
        clientBinding = proposal.binding();
        if (proposal.attach(clientSide).attached()) {
            attached.incrementAndGet();
        }
    }

    ProviderRegistration registerProvider() {
        return providerModule.registerProvider(ProviderCharacteristics.of(NPI, this::attachClient));
    }

    private Answer<Runnable> attachClient(ClientProposal<Void> proposal) {
        providerBinding = proposal.binding();
        return Answer.accept(providerSide, () -> {});
    }

    void clientAnswersPending() {
        clientSide.onDetach = () -> DetachStatus.PENDING;
    }

    void providerAnswersPending() {
        providerSide.onDetach = () -> DetachStatus.PENDING;
    }

    void completeClient() {
        clientBinding().detachComplete();
    }

    void completeProvider() {
        Objects.requireNonNull(providerBinding, "not attached").detachComplete();
    }

    Binding<Runnable> clientBinding() {
        return Objects.requireNonNull(clientBinding, "not attached");
    }

    /** Begins a call of the client; null if it was refused. */
    @Nullable
    Call<Runnable> tryEnter() {
        try {
            return clientBinding().enter();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Begins a call that any thread may end, as for a method that returns a stage. */
    Call<Runnable> enterDetached() {
        return ((Side<Runnable>) clientBinding()).enterDetached("race");
    }

    int cleanups() {
        return clientSide.cleanups() + providerSide.cleanups();
    }

    /** Proposals, attached pairs, detach callbacks, cleanup callbacks. */
    void count(IIII_Result r) {
        r.r1 = proposals.get();
        r.r2 = attached.get();
        r.r3 = clientSide.detaches() + providerSide.detaches();
        r.r4 = cleanups();
    }
}
