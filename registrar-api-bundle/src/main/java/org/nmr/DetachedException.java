// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * A call through a binding whose side has already said that it is detached. The peer was not called: the call was
 * certainly not executed, and may be made again through another binding.
 *
 * <p>A module that counts its calls by itself never sees it: it starts none after its {@code detach} [C-117]. One
 * that leaves the counting to the registrar takes it as the answer "the peer is going" [C-133].
 *
 * <p>The registrar throws it before it calls the peer, and never afterwards. A dispatch that itself calls through
 * another binding must catch the exception of that one: if it lets it out, its caller takes its own call for not
 * executed. A call that may have been executed fails with {@link CallOutcomeUnknownException}.
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
