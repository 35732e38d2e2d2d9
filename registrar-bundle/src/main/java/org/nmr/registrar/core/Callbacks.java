// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientModule;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.ProviderProposal;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Interrupts;
import org.nmr.registrar.unload.Warnings;

/**
 * Calls modules: the only place where foreign code runs on behalf of a binding, and where what it throws ends.
 *
 * <p>Whatever a callback throws, errors included, concerns its own pair only: it is logged with the subject.
 */
final class Callbacks {
    private final Warnings warnings;

    Callbacks(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Returns what the client's callback has thrown, or null. */
    <C, P> @Nullable Throwable attachProvider(
            LiveClient<C, P> client, ProviderProposal<C, P> proposal, LiveBinding<C, P> binding) {
        assert !Thread.holdsLock(binding.space);
        ClientModule<C, P> module = client.callbacks();
        Throwable failure = null;
        try {
            module.attachProvider(proposal);
            binding.hasReturned = true;
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (failure != null) {
            failed(proposal, "attachProvider of the client has failed. The pair does not stay attached", failure);
        }
        return failure;
    }

    /**
     * What a provider has answered.
     *
     * @param answer null if it gave none
     * @param fault what was wrong then, for the client; empty if there is an answer
     */
    record Reply<P>(@Nullable Answer<P> answer, String fault) {}

    /**
     * Returns the provider's answer. If it gave none, that is logged.
     *
     * <p>The message of what it has thrown is the provider's code, too. It may do what {@code attachClient} may.
     */
    <C, P> Reply<P> attachClient(LiveProvider<C, P> provider, ClientProposal<C> proposal) {
        assert !Thread.holdsLock(provider.space());
        try {
            Answer<P> answer = provider.callbacks().attachClient(proposal);
            if (answer != null) {
                return new Reply<>(answer, "");
            }
        } catch (Throwable thrown) {
            failed(proposal, "attachClient of the provider has failed. This try does not attach", thrown);
            return new Reply<>(
                    null, ForeignText.of("attachClient of the provider has thrown " + ForeignText.of(thrown)));
        }
        String fault = "expected attachClient of the provider to return an Answer, was null";
        warn(proposal, fault);
        return new Reply<>(null, fault);
    }

    /**
     * Lets a side answer; a callback that fails or gives no answer counts as complete.
     *
     * <p>Between the call and the record of its answer stands no call that an Error could interrupt.
     */
    void detach(BindingContext context, Side<?> side) {
        assert !Thread.holdsLock(side.binding().space);
        DetachStatus status = null;
        Throwable failure = null;
        side.isDetachCalled = true;
        try {
            status = context.detach();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        side.isPending = status == DetachStatus.PENDING;
        if (failure != null) {
            failed(side, "detach() has failed. It counts as COMPLETE", failure);
        } else if (status == null) {
            warn(side, "expected detach() to return a DetachStatus, was null. It counts as COMPLETE");
        }
    }

    void cleanup(BindingContext context, Side<?> side) {
        assert !Thread.holdsLock(side.binding().space);
        Throwable failure = null;
        side.isCleanupCalled = true;
        try {
            context.cleanup();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (failure != null) {
            failed(side, "cleanup() has failed. The binding is gone nevertheless", failure);
        }
    }

    void warn(Object subject, String message) {
        warnings.warn("warnings that " + message, subject + ": " + message);
    }

    void failed(Object subject, String message, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Interrupts.restore();
        }
        warnings.warn(Warnings.cause("callbacks that failed", thrown), subject + ": " + message, thrown);
    }
}
