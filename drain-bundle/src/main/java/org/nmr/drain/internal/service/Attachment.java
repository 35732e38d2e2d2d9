// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationInstance;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** One consumer of one original: a client in the name of the consumer's bundle, and what was fetched for it. */
final class Attachment {
    private final Bundle consumer;

    /** Null once this is released: a consumer keeps this until its next call, and must not keep the old provider. */
    private volatile @Nullable Original original;

    private volatile @Nullable ModuleRegistrations module;
    private volatile @Nullable Binding<Object> binding;
    private volatile @Nullable Fetched fetched;
    private volatile boolean hasLeft;
    private String refusal = "the service is ending";

    Attachment(Original original, Bundle consumer) {
        this.original = original;
        this.consumer = consumer;
    }

    /** Registers the client; when this returns, the provider has answered. */
    void register(ModuleRegistrations opened, Npi<Void, Object> npi, RegistrationInstance instance, long providerId) {
        module = opened;
        opened.registerClient(
                new ClientCharacteristics<>(npi, instance, proposal -> attachProvider(proposal, providerId)));
    }

    /** While this bundle is replaced, the same service may be provided twice. */
    private void attachProvider(ProviderProposal<Void, Object> proposal, long providerId) {
        if (binding != null || proposal.provider().id() != providerId) {
            return;
        }
        AttachResult result = proposal.attach(BindingContext.NONE);
        if (result.attached()) {
            binding = proposal.binding();
        } else {
            refusal = result.reason();
        }
    }

    /** Called by the provider's side, on the thread that attaches. */
    @Nullable
    Fetched fetch(ServiceReference<Object> reference) {
        Fetched made = Fetched.of(reference, consumer);
        fetched = made;
        return made;
    }

    boolean isOf(Bundle bundle) {
        return consumer.equals(bundle);
    }

    boolean isAttached() {
        return binding != null;
    }

    String refusal() {
        return refusal;
    }

    Binding<Object> binding() {
        return Objects.requireNonNull(binding, "binding");
    }

    /** Begins the end of the client, and does not wait. May be repeated. */
    void end() {
        if (module != null) {
            Deregistration begun = module.unload();
            hasLeft = true;
            assert begun != null;
        }
    }

    /** Ends the client, and waits until no call of it is inside. */
    void close() {
        end();
        if (module != null) {
            module.unload().await();
        }
    }

    /** Releases the original. The thread is none of the last call, because that may end a component. */
    void release() {
        Fetched present = fetched;
        if (present != null) {
            present.release();
        }
        Original left = original;
        if (left != null) {
            left.forget(this);
        }
        fetched = null;
        original = null;
    }

    void releaseIfIdle() {
        if (hasLeft && module != null && module.unload().isComplete()) {
            release();
        }
    }
}
