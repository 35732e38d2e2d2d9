// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.Optional;
import java.util.function.Consumer;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientProposal;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.reach.internal.wire.BindMessage.Attach;
import org.nmr.reach.internal.wire.LinkMessage.Offer;

/** Stands for a provider in another node: whoever attaches to it attaches to that. */
public final class ProxyProvider implements ProviderModule<Object, Object> {
    private final LinkPort link;
    private final RemoteType type;
    private final Offer offer;
    private final long ownBundle;
    private final Consumer<ProviderRegistration> registered;

    /**
     * Makes one.
     *
     * @param ownBundle the id of this bundle, whose own clients are refused: nothing is relayed
     * @param registered told the registration each time that a client is proposed, which may be before it is returned
     */
    public ProxyProvider(
            LinkPort link, RemoteType type, Offer offer, long ownBundle, Consumer<ProviderRegistration> registered) {
        this.link = link;
        this.type = type;
        this.offer = offer;
        this.ownBundle = ownBundle;
        this.registered = registered;
    }

    /**
     * With what it registers.
     *
     * @throws IllegalArgumentException if the peer has sent what no registration can have
     */
    @SuppressWarnings("unchecked") // an NPI of any types; the registrar checks each dispatch
    public ProviderCharacteristics<?, ?> characteristics() {
        Npi<Object, Object> npi = (Npi<Object, Object>) type.npi();
        return new ProviderCharacteristics<>(npi, Instances.fromWire(npi, link.peer(), offer.instance()), this);
    }

    @Override
    public Answer<Object> attachClient(ClientProposal<Object> proposal) {
        registered.accept(proposal.registration());
        RegistrationInstance client = proposal.client();
        if (client.owner().id() == ownBundle) {
            return Answer.refuse("a client of another node is not relayed");
        }
        Optional<String> difference = type.difference(offer);
        if (difference.isPresent()) {
            return Answer.refuse(
                    "the types of NPI " + type.npi() + " differ in node " + link.peer() + ": " + difference.get());
        }
        return attach(proposal.binding(), client);
    }

    private Answer<Object> attach(Binding<?> local, RegistrationInstance client) {
        long number = link.nextBinding();
        RemoteBinding binding = new RemoteBinding(
                link,
                number,
                type.npi().id(),
                type.client(),
                Instances.label(link.peer(), offer.instance()),
                /* opened= */ null);
        Optional<String> refusal = binding.attach(local, new Attach(number, offer.id(), Instances.toWire(client)));
        return refusal.<Answer<Object>>map(Answer::refuse).orElseGet(() -> accept(binding));
    }

    private Answer<Object> accept(RemoteBinding binding) {
        BindingContext context = binding;
        return type.provider().type() == Void.class
                ? Answer.accept(context)
                : Answer.accept(context, binding.stub(type.provider()));
    }
}
