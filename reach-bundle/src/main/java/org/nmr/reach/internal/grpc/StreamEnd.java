// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.internal.SerializingExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;

/**
 * One end of a stream. The receiver is called by one thread after the other, whatever gRPC does meanwhile.
 *
 * <p>gRPC cannot end the direction from the listening end alone, so an empty message ends a direction. When both have
 * ended, the call is finished.
 */
final class StreamEnd implements FrameStream {
    /** So many frames are read before the receiver has taken the first of them. */
    private static final int AHEAD = 2;

    private static final byte[] END = {};

    private final Traffic traffic;
    private final Executor serial;

    /** Nothing comes or goes any more: both ends have ended, or the stream is lost. */
    private final AtomicBoolean isOver = new AtomicBoolean();

    private final AtomicBoolean hasToldLoss = new AtomicBoolean();
    private volatile @Nullable String loss;

    /** Called when this end is over, so that nobody keeps it. */
    private final Runnable forget;

    /** Set before there is a call, but the loss may come before. */
    private volatile @Nullable Receiver receiver;

    /** Guarded by this: what is to be sent when there is a call. */
    private final Deque<byte[]> early = new ArrayDeque<>();

    /** Guarded by this. */
    private @Nullable Wire wire;

    /** Guarded by this. */
    private boolean hasEndedHere;

    /** Guarded by this. */
    private boolean hasEndedThere;

    StreamEnd(Traffic traffic, Executor pool, Runnable forget) {
        this.traffic = traffic;
        this.serial = new SerializingExecutor(pool);
        this.forget = forget;
    }

    void receiver(Receiver given) {
        receiver = given;
        serial.execute(this::tellLoss);
    }

    /** From now on this is the call; what waits is sent. */
    synchronized void attach(Wire given) {
        if (isOver.get()) {
            given.cancel("the stream has ended");
            return;
        }
        wire = given;
        for (byte[] message = early.poll(); message != null; message = early.poll()) {
            given.send(message);
        }
        given.request(AHEAD);
        ready(); // gRPC may have said so before
    }

    @Override
    public synchronized void send(byte[] frame) {
        if (frame.length == 0) {
            throw new IllegalArgumentException("frame: expected at least one byte, an empty one is the end");
        }
        if (!hasEndedHere && !isOver.get()) {
            traffic.sent(frame.length);
            put(frame);
        }
    }

    /** Called with this. */
    private void put(byte[] message) {
        if (wire == null) {
            early.add(message);
        } else {
            wire.send(message);
        }
    }

    @Override
    public boolean isReady() {
        Wire now = wire();
        return !isOver.get() && now != null && now.isReady();
    }

    private synchronized @Nullable Wire wire() {
        return wire;
    }

    @Override
    public synchronized void end() {
        if (!hasEndedHere && !isOver.get()) {
            put(END);
            hasEndedHere = true;
            finishIfBothHaveEnded();
        }
    }

    /** Called with this. */
    private void finishIfBothHaveEnded() {
        if (hasEndedHere && hasEndedThere && wire != null && isOver.compareAndSet(false, true)) {
            wire.finish();
            forget.run();
        }
    }

    @Override
    public void abort(String reason) {
        if (isOver.compareAndSet(false, true)) {
            cancel(reason);
            tellLater(reason);
        }
    }

    private synchronized void cancel(String reason) {
        early.clear();
        if (wire != null) {
            wire.cancel(reason);
        }
    }

    /** gRPC has a message for this end. */
    void message(byte[] message) {
        if (message.length > 0) {
            traffic.received(message.length);
            serial.execute(() -> take(message));
        } else {
            serial.execute(this::peerEnded);
        }
    }

    private void take(byte[] frame) {
        Receiver told = receiver;
        if (told != null && !isOver.get()) {
            guard(() -> told.frame(frame));
        }
        Wire now = wire();
        if (now != null && !isOver.get()) {
            now.request(1);
        }
    }

    private void peerEnded() {
        synchronized (this) {
            if (hasEndedThere || isOver.get()) {
                return;
            }
            hasEndedThere = true;
            finishIfBothHaveEnded(); // before it is told: a loss must not follow the last call
        }
        Receiver told = receiver;
        if (told != null) {
            guard(told::ended);
        }
    }

    /** gRPC can take more. */
    void ready() {
        serial.execute(() -> {
            Receiver told = receiver;
            if (told != null && !isOver.get()) {
                guard(told::ready);
            }
        });
    }

    /** The call is over, after what has come before. */
    void closed(String reason) {
        serial.execute(() -> lost(reason));
    }

    /** The stream is gone, unless both ends have ended. */
    void lost(String reason) {
        if (isOver.compareAndSet(false, true)) {
            tellLater(reason);
        }
    }

    private void tellLater(String reason) {
        loss = reason;
        forget.run();
        serial.execute(this::tellLoss);
    }

    private void tellLoss() {
        Receiver told = receiver;
        String reason = loss;
        if (told != null && reason != null && hasToldLoss.compareAndSet(false, true)) {
            try {
                told.lost(reason);
            } catch (Throwable thrown) {
                traffic.log(thrown);
            }
        }
    }

    /** A receiver that throws loses its stream, and no other; gRPC would hide the cause. */
    private void guard(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrown) {
            traffic.log(thrown);
            abort("the receiver has failed: " + thrown.getClass().getName());
        }
    }
}
