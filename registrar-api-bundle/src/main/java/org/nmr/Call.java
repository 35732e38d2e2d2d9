// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One manual counted call. While it is open, the side that opened it is not complete, so the peer stays.
 *
 * <p>A call belongs to the thread that opened it. A thread may open several, nested or not. It must close each once.
 *
 * <pre>
 * try (var call = binding.enter()) {
 *     call.dispatch().send(packet);
 * }
 * </pre>
 *
 * @param <D> the dispatch type of the peer
 * @since 1.0
 */
@ProviderType
public interface Call<D> extends AutoCloseable {
    /**
     * Returns the dispatch of the peer. Use it only before {@link #close()} and on this thread: the registrar does not
     * count what is called later.
     *
     * @return the dispatch that the peer gave
     * @throws DetachedException if the call was abandoned, or the binding has ended
     */
    D dispatch();

    /**
     * Ends the call.
     *
     * <p>If this side has said that it is done and this was its last call in flight, the side is complete. Then both
     * {@code cleanup} methods may run before this method returns, or in an enclosing {@code deregister()} of the same
     * thread.
     *
     * <p>For nested calls of one thread through one binding the registrar knows only the number, so that they cost
     * nothing. If an inner call is closed twice, the second {@code close} ends the outer call. The registrar notices
     * this when the outermost call is closed. With {@link RegistrarOptions#DEBUG} the registrar counts each call
     * separately.
     *
     * @throws IllegalStateException if the call is closed already, or if another thread opened it
     */
    @Override
    void close();
}
