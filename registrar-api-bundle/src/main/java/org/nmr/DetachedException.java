// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The failure of a call through a binding whose side has already said that it is detached. The registrar did not call
 * the peer. So the call was certainly not executed, and may be made again through another binding.
 *
 * <p>A module that counts its calls itself never sees this exception, because it starts no call after its
 * {@code detach} [C-117]. For a module that lets the registrar count, it means "the peer is going" [C-133].
 *
 * <p>The registrar throws it before it calls the peer, and never afterwards. A dispatch that calls through another
 * binding itself must catch the exception of that binding. If it does not, its own caller believes that its call was
 * not executed. A call that may have been executed fails with {@link CallOutcomeUnknownException}.
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
