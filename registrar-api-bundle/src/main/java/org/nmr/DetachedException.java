// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * A call through a binding whose side has already said that it is detached.
 *
 * <p>A module that counts its calls by itself never sees it: it starts none after its {@code detach} [C-117]. One
 * that leaves the counting to the registrar takes it as the answer "the peer is going" [C-133].
 *
 * @since 1.0
 */
public final class DetachedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which binding, what was expected and what was seen
     */
    public DetachedException(String message) {
        super(message);
    }
}
