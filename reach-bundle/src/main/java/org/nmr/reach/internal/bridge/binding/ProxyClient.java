// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.nmr.AttachResult;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.Npi;
import org.nmr.ProviderProposal;
import org.nmr.Selection;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.BindMessage.Attach;

/**
 * Stands for one client in another node, for one attach. A provider is told to listeners a moment before clients are
 * proposed to it. So a try that is not proposed to a young provider is repeated, as a new registration.
 */
final class ProxyClient {
    private static final String GONE = "the provider is gone";
    private static final int MOST_TRIES = 8;

    private final LinkPort link;
    private final Offered offered;
    private final Attach attach;
    private final RemoteBinding binding;

    ProxyClient(LinkPort link, Offered offered, Attach attach, RemoteBinding binding) {
        this.link = link;
        this.offered = offered;
        this.attach = attach;
        this.binding = binding;
    }

    /** Asks the provider; as long as that thinks. */
    void run() {
        Optional<String> refusal = Optional.of("an error in the provider's node");
        try {
            refusal = tryAll();
        } catch (IllegalStateException stopping) {
            refusal = Optional.of("the node stops: " + Texts.reason(stopping));
        } catch (RuntimeException wrong) {
            refusal = Optional.of("the client cannot be registered: " + Texts.reason(wrong));
        } finally {
            refusal.ifPresent(binding::refused);
        }
    }

    private Optional<String> tryAll() {
        Optional<String> refusal = new Try().run();
        for (int i = 0; i < MOST_TRIES && refusal.equals(Optional.of(GONE)) && mayComeYet(); i++) {
            LockSupport.parkNanos(1_000_000L << i);
            refusal = new Try().run();
        }
        return refusal;
    }

    private boolean mayComeYet() {
        return link.offered(attach.offer()) != null && offered.isYoung().getAsBoolean();
    }

    @SuppressWarnings("unchecked") // an NPI of any types; the registrar checks each dispatch
    private ClientCharacteristics<Object, Object> characteristics(Try module) {
        Npi<Object, Object> npi = (Npi<Object, Object>) offered.npi().npi();
        return new ClientCharacteristics<>(
                npi,
                Instances.fromWire(npi, link.peer(), attach.instance()),
                module,
                Selection.all("(nmr.registration.id=" + offered.provider().id() + ")"));
    }

    /** One registration. It accepts one proposal in its life. */
    private final class Try implements ClientModule<Object, Object> {
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        /** Why it is not attached, or empty. */
        private final CompletableFuture<Optional<String>> result = new CompletableFuture<>();

        Optional<String> run() {
            ClientRegistration registration = offered.registrar().registerClient(characteristics(this));
            Optional<String> refusal =
                    asked.compareAndSet(false, true) ? Optional.of(GONE) : Waiting.uninterrupted(result);
            if (refusal.isPresent()) {
                end(registration);
            }
            return refusal;
        }

        @Override
        public void attachProvider(ProviderProposal<Object, Object> proposal) {
            if (asked.compareAndSet(false, true)) {
                Optional<String> refusal = Optional.of("an error in the provider's node");
                try {
                    refusal = attach(proposal);
                } finally {
                    result.complete(refusal);
                }
            }
        }

        private Optional<String> attach(ProviderProposal<Object, Object> proposal) {
            ClientRegistration registration = proposal.registration();
            if (!binding.proposed(proposal.binding(), () -> end(registration))) {
                return Optional.of("the client's node is lost");
            }
            AttachResult attached = offered.npi().client().type() == Void.class
                    ? proposal.attach(binding)
                    : proposal.attach(binding, binding.stub(offered.npi().client()));
            if (attached.attached()) {
                binding.accepted();
                return Optional.empty();
            }
            return Optional.of(attached.reason());
        }

        /** It must never be proposed again. */
        private void end(ClientRegistration registration) {
            if (ended.compareAndSet(false, true)) {
                try {
                    var unused = registration.deregister();
                } catch (IllegalStateException endedBefore) {
                    link.log().log(DEBUG, "reach: the client's registration had ended", endedBefore);
                }
            }
        }
    }
}
