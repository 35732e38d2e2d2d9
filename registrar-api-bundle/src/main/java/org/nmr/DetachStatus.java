// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * A side's answer to {@link BindingContext#detach()} [C-116].
 *
 * @since 1.0
 */
public enum DetachStatus {
    /** This side starts no more calls; the registrar waits for the counted ones in flight [C-119]. */
    COMPLETE,
    /** Something of this side is in progress; {@link Binding#detachComplete()} follows [C-120]. */
    PENDING
}
