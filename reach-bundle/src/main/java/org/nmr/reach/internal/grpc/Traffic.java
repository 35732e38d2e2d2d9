// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static java.lang.System.Logger.Level.ERROR;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of the frames of one connection, and logs what must never happen there. */
final class Traffic {
    private final System.Logger log;
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    Traffic(System.Logger log) {
        this.log = log;
    }

    void sent(int bytes) {
        sent.add(bytes);
    }

    void received(int bytes) {
        received.add(bytes);
    }

    long sent() {
        return sent.sum();
    }

    long received() {
        return received.sum();
    }

    void log(Throwable thrown) {
        log.log(ERROR, "a receiver of frames must not throw, but it has thrown; its stream ends", thrown);
    }
}
