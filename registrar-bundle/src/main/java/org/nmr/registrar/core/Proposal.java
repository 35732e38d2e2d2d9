// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.core.Callbacks.Reply;
import org.nmr.registrar.text.ForeignText;

/**
 * The handshake of one pair: the client is asked, and inside its callback, if it attaches, the provider [C-66, C-77].
 *
 * @param <C> the client dispatch type
 * @param <P> the provider dispatch type
 */
final class Proposal<C, P> implements ProviderProposal<C, P> {
    private final LiveClient<C, P> client;
    private final LiveBinding<C, P> binding;

    /**
     * Null once the callback has returned, so that a client that keeps its proposal does not hold on to the provider.
     */
    private @Nullable LiveProvider<C, P> provider;

    private Proposal(LiveClient<C, P> client, LiveProvider<C, P> provider) {
        this.client = client;
        this.provider = provider;
        this.binding = new LiveBinding<>(client, provider);
    }

    /** Proposes the pair, unless its two sides would see different classes or one of them has begun to end. */
    static <C, P> void run(LiveClient<C, P> client, LiveProvider<?, ?> provider) {
        String mismatch = ClassSpaces.mismatch(client, provider);
        if (mismatch != null) {
            client.registrar().pairs().failed(client, provider, /* pair= */ null, mismatch);
            client.registrar().warnings().warn("pairs that see different classes", mismatch);
            return;
        }
        @SuppressWarnings("unchecked") // both NPIs have the same classes
        Proposal<C, P> proposal = new Proposal<>(client, (LiveProvider<C, P>) provider);
        proposal.run();
    }

    private void run() {
        Thread proposing = Thread.currentThread();
        boolean begun = true;
        try {
            begun = binding.propose();
            if (!begun) {
                return;
            }
            Throwable thrown = binding.registrar().callbacks().attachProvider(client, this, binding);
            if (thrown != null) {
                pairs().failed(
                                client,
                                Objects.requireNonNull(provider),
                                binding,
                                "attachProvider has thrown " + thrown.getClass().getName());
            }
        } finally {
            provider = null;
            try {
                if (begun) {
                    binding.proposalReturned();
                }
            } finally { // whatever interrupts that: the thread that looks next goes on
                if (binding.callbackThread == proposing) {
                    binding.callbackThread = null;
                }
            }
        }
        client.lookAtFollowers();
    }

    @Override
    public ClientRegistration registration() {
        return client;
    }

    @Override
    public RegistrationInstance provider() {
        return binding.client().peer();
    }

    @Override
    public Binding<P> binding() {
        return binding.client();
    }

    @Override
    public AttachResult attach(BindingContext context, C dispatch) {
        requireContext(context);
        Objects.requireNonNull(
                dispatch,
                () -> binding + ": expected a client dispatch, was null; use attach(context) if the NPI has none");
        String fault = dispatchFault("client", client.npi().clientDispatch(), dispatch);
        if (fault != null) {
            throw new IllegalArgumentException(binding + ": " + fault);
        }
        return ask(context, dispatch);
    }

    @Override
    public AttachResult attach(BindingContext context) {
        requireContext(context);
        String fault = dispatchFault("client", client.npi().clientDispatch(), null);
        if (fault != null) {
            throw new IllegalArgumentException(binding + ": " + fault);
        }
        return ask(context, null);
    }

    private void requireContext(BindingContext context) {
        Objects.requireNonNull(context, () -> binding + ": expected a BindingContext or BindingContext.NONE, was null");
    }

    private AttachResult ask(BindingContext context, @Nullable C dispatch) {
        boolean asking = false;
        boolean accepted = false;
        try {
            asking = binding.ask(dispatch);
            if (!asking) {
                return failed("the pair was revoked, because an end could not wait for it any longer");
            }
            LiveProvider<C, P> asked = Objects.requireNonNull(provider);
            Reply<P> reply = binding.registrar()
                    .callbacks()
                    .attachClient(asked, new Asked<>(asked, client.instance(), binding.provider()));
            AttachResult result = result(reply);
            if (result.attached() && reply.answer() instanceof Answer.Accepted<P> acceptance) {
                binding.accepted(context, acceptance);
                accepted = true;
            }
            count(result);
            return result;
        } finally { // also if an Error has ended it
            if (asking && !accepted) {
                binding.refused();
            }
        }
    }

    private void count(AttachResult result) {
        if (result.attached()) {
            client.search().found();
            pairs().attached(binding);
            return;
        }
        LiveProvider<C, P> asked = Objects.requireNonNull(provider);
        client.search().refused(asked, result.reason());
        if (result.status() == AttachResult.Status.REFUSED) {
            pairs().refused(client, asked, binding, result.reason());
        } else {
            pairs().failed(client, asked, binding, result.reason());
        }
    }

    private PairStatistics pairs() {
        return client.registrar().pairs();
    }

    private AttachResult result(Reply<P> reply) {
        Answer<P> answer = reply.answer();
        if (answer instanceof Answer.Refused<P> refused) {
            return new AttachResult(AttachResult.Status.REFUSED, refused.reason());
        }
        if (answer instanceof Answer.Accepted<P> accepted) {
            String fault = dispatchFault("provider", client.npi().providerDispatch(), accepted.dispatch());
            if (fault == null) {
                return AttachResult.ATTACHED;
            }
            binding.registrar().callbacks().warn(binding, fault);
            return failed(fault);
        }
        return failed(reply.fault());
    }

    private static AttachResult failed(String reason) {
        return new AttachResult(AttachResult.Status.FAILED, reason);
    }

    /** Says what is wrong with a dispatch, or null. */
    private static @Nullable String dispatchFault(String role, Class<?> type, @Nullable Object dispatch) {
        if (type == Void.class ? dispatch == null : type.isInstance(dispatch)) {
            return null;
        }
        String expected = type == Void.class
                ? "no " + role + " dispatch"
                : "a " + role + " dispatch of " + ForeignText.of(type.toString());
        return "expected " + expected + ", was "
                + (dispatch == null
                        ? "none"
                        : "one of " + ForeignText.of(dispatch.getClass().toString()));
    }

    @Override
    public String toString() {
        return binding.toString();
    }

    /** What the provider sees. */
    private record Asked<C>(ProviderRegistration registration, RegistrationInstance client, Binding<C> binding)
            implements ClientProposal<C> {
        @Override
        public String toString() {
            return binding.toString();
        }
    }
}
