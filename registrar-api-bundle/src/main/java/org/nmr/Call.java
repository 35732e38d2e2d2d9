// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One counted call: while it is open, the side that opened it is not complete, so the peer is not gone.
 *
 * <p>Belongs to the thread that opened it. A thread may open several, nested or not; each is closed once.
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
     * Returns what the peer is called through. Use it before {@link #close()} and on this thread only; nobody
     * counts what is called later.
     *
     * @return the dispatch that the peer gave
     * @throws DetachedException if the call was abandoned, or is used after the binding has ended
     */
    D dispatch();

    /**
     * Ends the call. If this side has said that it is done and this was the last call in flight, the side is complete,
     * and what follows from that, up to both cleanups, runs inside; or in the deregistration that is further up on this
     * thread's stack.
     *
     * <p>Of nested calls of one thread through one binding only the number is known, so that they cost nothing: one
     * close too many inside ends the outer one, and is noticed at the outermost. With {@link RegistrarOptions#DEBUG}
     * each call has a count of its own.
     *
     * @throws IllegalStateException if the call is closed already, or another thread opened it
     */
    @Override
    void close();
}
