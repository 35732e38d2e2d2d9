// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One side's object for one binding: gets told when the binding ends [C-24, C-25].
 *
 * <p>Each method is called at most once, in the order {@code detach}, {@code cleanup}, and never if the
 * attach failed [C-93, C-114, C-142]. There is no order between different bindings [C-174].
 *
 * @since 1.0
 */
@ConsumerType
public interface BindingContext {
    /** The context of a side that keeps nothing for a binding and is never in the middle of a call. */
    BindingContext NONE = new BindingContext() {
        @Override
        public String toString() {
            return "BindingContext.NONE";
        }
    };

    /**
     * Ends this side's outgoing calls: start no new call through the peer's dispatch from now on [C-117,
     * C-118].
     *
     * <p>Called on both sides, whoever deregisters [C-112]; on the deregistering thread, or on the
     * registering one if a deregistration began during the proposal. The peer may still call in
     * until {@link #cleanup()} [C-122]. Holds no lock of the registrar. It may block, but blocks the deregistering
     * module then [B-24]; it must not await the end of either module: that throws.
     *
     * <p>If it is a bundle's stop that ends the binding, this is called before the bundle's {@code stop()}, while its
     * context is valid. It is the place to let out callers that are blocked inside this side.
     *
     * <p>An exception, or {@code null}, is logged and counts as {@link DetachStatus#COMPLETE}.
     *
     * <p>Counted calls, through {@link Binding#dispatch()} and {@link Binding#enter()}, need no care here: the
     * registrar waits for those in flight, whatever is answered. {@code PENDING} is for everything else that must end
     * first.
     *
     * @return {@code COMPLETE} if nothing else of this side is in progress [C-119], else {@code PENDING}, to be
     *     followed by {@link Binding#detachComplete()} from any thread [C-120]
     */
    default DetachStatus detach() {
        return DetachStatus.COMPLETE;
    }

    /**
     * Ends the binding: neither side calls the other any more, so free what belongs to it [C-137, C-141].
     *
     * <p>Called after both sides are detached, first on the client, then on the provider, on the
     * thread that delivered the last completion, possibly inside {@code detachComplete} [C-145]. The
     * end of a registration waits for it. If the bundle's {@code stop()} has not unloaded, this is called when
     * {@code stop()} has returned, and the bundle's context is no longer valid. An exception is logged.
     */
    default void cleanup() {}
}
