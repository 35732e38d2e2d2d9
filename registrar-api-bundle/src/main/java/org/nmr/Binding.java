package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One side's view of an attached client and provider.
 *
 * <p>Handed out with the proposal. A module keeps one for each binding [C-103], usually in its
 * {@link BindingContext}. All methods may be called by any thread and block on nothing.
 *
 * @param <D> the dispatch type of the peer
 * @since 1.0
 */
@ProviderType
public interface Binding<D> {
    /**
     * Returns the peer's self-description; readable after the end, too [C-186, B-28].
     *
     * @return the instance
     */
    RegistrationInstance peer();

    /**
     * Returns what the peer is called through.
     *
     * <p>There for the client from the moment its {@code attach} has been accepted, for the provider from the
     * moment it is asked; and until this side has said that it is done, by answering
     * {@link DetachStatus#COMPLETE} or by {@link #detachComplete()}. So a module can still say goodbye in
     * its {@code detach} [C-127, A-18].
     *
     * @return the dispatch that the peer gave
     * @throws DetachedException if this side has said that it is done [C-133]
     * @throws IllegalStateException if the pair is not attached, or the NPI has no dispatch for the peer's role
     */
    D dispatch();

    /**
     * Says that this side, which answered {@link DetachStatus#PENDING}, is done [C-120, C-128].
     *
     * <p>May come before {@code detach} has returned [C-130]; then it is remembered. It may even come before
     * {@code detach} was called, which is logged as a warning. If the peer is done too, both cleanups
     * run inside this call, so touch nothing of the binding context afterwards [C-145].
     *
     * @throws IllegalStateException if this side has completed already, or the pair is not attached [C-132]
     */
    void detachComplete();

    /**
     * Tells whether the peer has said that it is done, so it will call no more.
     *
     * @return true if so; false while the pair is not attached yet
     */
    boolean isPeerDetached();
}
