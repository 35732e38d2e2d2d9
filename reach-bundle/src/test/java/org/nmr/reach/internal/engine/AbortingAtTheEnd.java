// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import org.jspecify.annotations.Nullable;

/** A receiver that aborts its stream when the peer has ended. */
final class AbortingAtTheEnd implements Receiver {
    final Recorder recorder = new Recorder();
    volatile @Nullable FrameStream stream;

    @Override
    public void frame(byte[] frame) {
        recorder.frame(frame);
    }

    @Override
    public void ready() {
        recorder.ready();
    }

    @Override
    public void ended() {
        FrameStream own = stream;
        if (own != null) {
            own.abort("the end");
        }
        recorder.ended();
    }

    @Override
    public void lost(String reason) {
        recorder.lost(reason);
    }
}
