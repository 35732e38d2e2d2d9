// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/**
 * Hears what comes of a stream. The engine calls it on its own threads, one call after the other. No method may block,
 * throw or run the code of modules.
 */
public interface Receiver {
    /** A frame has come, at most as long as the engine's limit. */
    void frame(byte[] frame);

    /** {@link FrameStream#isReady()} has become true. */
    void ready();

    /** The peer sends nothing more. If this end has ended, too, it is the last call. */
    void ended();

    /** The stream is gone before both ends have ended. The last call. */
    void lost(String reason);
}
