// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The answer of a side to {@link BindingContext#detach()} [C-116].
 *
 * @since 1.0
 */
public enum DetachStatus {
    /** This side starts no more calls, and the registrar waits for its counted calls in flight [C-119]. */
    COMPLETE,
    /** Something of this side is still in progress, and {@link Binding#detachComplete()} follows [C-120]. */
    PENDING
}
