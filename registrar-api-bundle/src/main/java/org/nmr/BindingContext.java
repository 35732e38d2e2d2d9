// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One side's object for one binding, whose methods the registrar calls when the binding ends [C-24, C-25].
 *
 * <p>The registrar calls each method at most once, first {@code detach}, then {@code cleanup}. If the attach failed, it
 * calls neither [C-93, C-114, C-142]. There is no order between different bindings [C-174].
 *
 * @since 1.0
 */
@ConsumerType
public interface BindingContext {
    /** The context of a side that keeps no state for a binding and makes only calls that the registrar counts. */
    BindingContext NONE = new BindingContext() {
        @Override
        public String toString() {
            return "BindingContext.NONE";
        }
    };

    /**
     * Ends this side's outgoing calls: from now on this side must start no new call to the peer [C-117, C-118].
     *
     * <p>The registrar calls it on both sides, whichever module deregisters [C-112]. It calls it on the thread that
     * deregisters. If a deregistration began during the proposal, it calls it on the thread that registers. The
     * registrar holds no lock meanwhile. The peer may still call this side until {@link #cleanup()} [C-122].
     *
     * <p>This method may block, but then it blocks the module that deregisters [B-24]. It must not await the end of
     * either module: that throws.
     *
     * <p>If the stop of a bundle ends the binding, the registrar calls this method before the bundle's {@code stop()},
     * while the bundle's context is valid. This is the place to release callers that are blocked inside this side.
     *
     * <p>The registrar logs an exception or a {@code null} and counts it as {@link DetachStatus#COMPLETE}.
     *
     * <p>This method need not care for counted calls, through {@link Binding#dispatch()} or {@link Binding#enter()}:
     * the registrar waits for those in flight after either answer. {@code PENDING} is for everything else that must end
     * first.
     *
     * @return {@code COMPLETE} if nothing else of this side is in progress [C-119]; otherwise {@code PENDING}, and a
     *     thread of this module calls {@link Binding#detachComplete()} later [C-120]
     */
    default DetachStatus detach() {
        return DetachStatus.COMPLETE;
    }

    /**
     * Releases what belongs to the binding: neither side calls the other any more [C-137, C-141].
     *
     * <p>The registrar calls it after both sides are detached, first on the client, then on the provider. It
     * calls it on the thread that delivers the last completion, possibly inside {@code detachComplete} [C-145]. The end
     * of a registration waits for it. If the bundle's {@code stop()} has not unloaded the module, the registrar calls
     * this method after {@code stop()} has returned. Then the bundle's context is no longer valid. The registrar logs
     * an exception.
     */
    default void cleanup() {}
}
