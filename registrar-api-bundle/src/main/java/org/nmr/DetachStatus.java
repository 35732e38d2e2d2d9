package org.nmr;

/**
 * A side's answer to {@link BindingContext#detach()} [C-116].
 *
 * @since 1.0
 */
public enum DetachStatus {
    /** No call of this side is in progress, and none will be started [C-119]. */
    COMPLETE,
    /** Calls of this side are in progress; {@link Binding#detachComplete()} follows [C-120]. */
    PENDING
}
