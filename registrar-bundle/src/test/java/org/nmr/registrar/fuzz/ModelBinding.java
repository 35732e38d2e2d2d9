// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;

/** A proposal and what comes of it, as the contract has it. */
final class ModelBinding {
    final ModelClient client;
    final ModelProvider provider;
    private final ModelSide clientSide;
    private final ModelSide providerSide;

    /** Inside the client's {@code attachProvider}. */
    private boolean proposing;

    private boolean attached;
    private boolean disowned;
    private boolean detaching;
    private boolean gone;

    /** A side has ended this binding alone, and whether it has done so inside {@code attachProvider}. */
    private boolean detachWanted;

    private boolean detachedEarly;

    ModelBinding(ModelClient client, ModelProvider provider) {
        this.client = client;
        this.provider = provider;
        this.clientSide = new ModelSide(this, provider.instance());
        this.providerSide = new ModelSide(this, client.instance());
    }

    /** Asks the client, and does what has become due meanwhile. */
    void propose() {
        client.bindings.add(this);
        provider.bindings.add(this);
        proposing = true;
        boolean returned = callback(() -> client.module.attachProvider(new ToClient()));
        proposing = false;
        if (!attached) {
            end(clientSide.hasCalls() || providerSide.hasCalls());
        } else if (!returned) {
            disowned = true;
            clientSide.disown();
            detach();
            cleanupIfOver();
        } else if (client.ending || provider.ending || detachWanted) {
            detach();
            cleanupIfOver();
        }
    }

    /** A pair that did not attach; calls that a refused try has let in are waited for. */
    private void end(boolean hasCalls) {
        if (hasCalls) {
            disowned = true;
            detaching = true;
            clientSide.disown();
            providerSide.disown();
            look();
        } else {
            gone();
        }
    }

    private AttachResult ask(BindingContext context, String dispatch) {
        providerSide.reach(dispatch);
        Answer<?>[] answer = new Answer<?>[1];
        callback(() -> answer[0] = provider.module.attachClient(new ToProvider()));
        if (answer[0] instanceof Answer.Accepted<?> accepted) {
            clientSide.reach(String.valueOf(accepted.dispatch()));
            clientSide.attached(context);
            providerSide.attached(accepted.context());
            attached = true;
            return AttachResult.ATTACHED;
        }
        providerSide.refused();
        boolean refused = answer[0] instanceof Answer.Refused<?>;
        return new AttachResult(refused ? AttachResult.Status.REFUSED : AttachResult.Status.FAILED, "no");
    }

    /** Both sides, whoever began; the client first [C-112, A-6]. */
    void detach() {
        detaching = true;
        look();
        if (!disowned) {
            clientSide.callDetach();
        }
        providerSide.callDetach();
        look();
    }

    /** Ends this binding and no other, at the wish of a side. */
    Deregistration endAlone() {
        if (!detachWanted) {
            detachWanted = true;
            detachedEarly = proposing;
        }
        client.model.end(this);
        return client.model.endOf(this);
    }

    boolean isDetachWanted() {
        return detachWanted;
    }

    boolean isDetachedEarly() {
        return detachedEarly;
    }

    /** Whether its cleanups have returned, or it has not attached. */
    boolean isLeft() {
        return !client.bindings.contains(this);
    }

    /** Tells each side how far the other one is. */
    private void look() {
        clientSide.look();
        providerSide.look();
    }

    /** A side has completed. */
    void cleanupIfOver() {
        look();
        if (canCleanUp() && client.model.cleansUpNow(this)) {
            cleanup();
        }
    }

    /** The client first. */
    void cleanup() {
        gone = true;
        if (!disowned) {
            clientSide.cleanup();
        }
        providerSide.cleanup();
        gone();
    }

    private void gone() {
        gone = true;
        look();
        provider.gone(this);
        client.gone(this);
    }

    boolean callback(Model.Callback callback) {
        return client.model.callback(this, callback);
    }

    /** Whether a side has answered {@code PENDING} and has not completed. */
    boolean isPending() {
        return clientSide.isPending() || providerSide.isPending();
    }

    boolean wasAttached() {
        return attached;
    }

    boolean isEnding() {
        return detaching || gone;
    }

    boolean isGone() {
        return gone;
    }

    boolean isDisowned() {
        return disowned;
    }

    /** Not before {@code attachProvider} has returned [C-175], and once [C-114]. */
    boolean canDetach() {
        return attached && !proposing && !detaching;
    }

    /** Once, after both sides are done [C-137, C-142]. */
    boolean canCleanUp() {
        return !gone && clientSide.isOver() && providerSide.isOver();
    }

    /** Whether an event is the next callback of this binding. */
    boolean isNext(String event) {
        return event.equals((canDetach() ? "detach " : "cleanup ") + clientSide.context());
    }

    ModelSide peerOf(ModelSide side) {
        return side == clientSide ? providerSide : clientSide;
    }

    /** What the client is given. */
    private final class ToClient implements ProviderProposal<String, String> {
        @Override
        public ClientRegistration registration() {
            return client;
        }

        @Override
        public RegistrationInstance provider() {
            return provider.instance();
        }

        @Override
        public Binding<String> binding() {
            return clientSide;
        }

        @Override
        public AttachResult attach(BindingContext context, String dispatch) {
            if (attached || !proposing) {
                throw new IllegalStateException("attached already, or the callback has returned");
            }
            return ask(context, dispatch);
        }

        @Override
        public AttachResult attach(BindingContext context) {
            throw new IllegalArgumentException("the NPI has a client dispatch");
        }
    }

    /** What the provider is given. */
    private final class ToProvider implements ClientProposal<String> {
        @Override
        public ProviderRegistration registration() {
            return provider;
        }

        @Override
        public RegistrationInstance client() {
            return client.instance();
        }

        @Override
        public Binding<String> binding() {
            return providerSide;
        }
    }
}
