package org.nmr;

/**
 * A call through a binding whose side has already said that it is detached.
 *
 * <p>A well-behaved module never sees it: it starts no call after its {@code detach} [C-117, C-133].
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
