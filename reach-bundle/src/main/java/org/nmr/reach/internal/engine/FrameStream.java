// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/** One ordered stream of frames in both directions. Any thread may call all methods; none of them blocks. */
public interface FrameStream {
    /**
     * Sends a frame after those that were sent before. After the end of either kind the frame is dropped.
     *
     * @param frame at least one byte, not to be changed any more
     */
    void send(byte[] frame);

    /**
     * Tells whether little waits to be sent. Whoever sends much waits while it is false; then
     * {@link Receiver#ready()} is called when it becomes true again.
     */
    boolean isReady();

    /** Sends nothing more: the peer hears {@link Receiver#ended()} after all frames. The other direction stays. */
    void end();

    /** Ends both directions at once. Both ends hear that the stream is lost, if it has not ended. */
    void abort(String reason);
}
