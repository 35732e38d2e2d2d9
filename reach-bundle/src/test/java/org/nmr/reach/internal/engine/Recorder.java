// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.reach.internal.bridge.Eventually;

/** Writes down what comes of a stream: numbers of frames, then how the stream ended. */
public final class Recorder implements Receiver {
    /** Guarded by itself. */
    private final List<String> history = new ArrayList<>();

    private final AtomicInteger ready = new AtomicInteger();
    private volatile String reason = "";

    /** Makes a frame with a number, filled up to a length. */
    public static byte[] numbered(int number, int length) {
        return ByteBuffer.allocate(Math.max(length, Integer.BYTES))
                .putInt(number)
                .array();
    }

    /** Makes a short frame with a number. */
    public static byte[] numbered(int number) {
        return numbered(number, Integer.BYTES);
    }

    @Override
    public void frame(byte[] frame) {
        add(String.valueOf(ByteBuffer.wrap(frame).getInt()));
    }

    @Override
    public void ready() {
        ready.incrementAndGet();
    }

    @Override
    public void ended() {
        add("ended");
    }

    @Override
    public void lost(String why) {
        reason = why;
        add("lost");
    }

    private void add(String entry) {
        synchronized (history) {
            history.add(entry);
        }
    }

    /** Returns what has come until now. */
    public List<String> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /** Returns how often the stream has become ready. */
    public int timesReady() {
        return ready.get();
    }

    /** Returns why the stream was lost, or an empty text. */
    public String reason() {
        return reason;
    }

    /** Waits for an entry. */
    public void await(String entry) {
        Eventually.until(entry + " in " + history(), () -> history().contains(entry));
    }
}
