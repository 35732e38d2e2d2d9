// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.nmr.DetachedException;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/**
 * The window of one direction: the calls that were sent and are not answered. A call that finds no place waits, for as
 * long as the binding lasts and its end has not begun. Nothing is sent with the lock.
 */
public final class OutgoingCalls {
    private static final int LONGEST_NAME = 100;
    private static final int STACK_LINES = 63;

    private final Port port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, OutgoingCall> open = new HashMap<>();
    private long bytes;
    private long lastId;

    /** Changed when the end begins: who waits at that moment is refused. */
    private int round;

    private @Nullable String closed;

    /** Makes one. */
    public OutgoingCalls(Port port) {
        this.port = port;
    }

    /** Sends a call when there is a place. */
    OutgoingCall begin(int method, byte[] arguments, boolean isAsynchronous) {
        Thread caller = Thread.currentThread();
        OutgoingCall call = enter(arguments.length, caller, isAsynchronous);
        String name = Texts.oneLine(caller.getName(), LONGEST_NAME);
        port.send(new Call(call.id(), caller.getId(), name, method, arguments));
        return call;
    }

    private OutgoingCall enter(int length, Thread caller, boolean isAsynchronous) {
        lock.lock();
        try {
            int begun = round;
            requireOpen(begun);
            while (!hasPlace(length)) {
                changed.awaitUninterruptibly();
                requireOpen(begun);
            }
            OutgoingCall call = new OutgoingCall(++lastId, length, caller, isAsynchronous, new CompletableFuture<>());
            open.put(call.id(), call);
            bytes += length;
            return call;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(int begun) {
        if (closed != null) {
            throw new DetachedException("call to " + port.peer() + ": not sent, because " + closed);
        }
        if (begun != round) {
            throw new DetachedException("call to " + port.peer()
                    + ": not sent, because the end of the binding has begun while the call waited for its turn");
        }
    }

    /** One call alone may be larger than the window. */
    private boolean hasPlace(int length) {
        Limits limits = port.limits();
        boolean fits = open.isEmpty() || (open.size() < limits.window() && bytes + length <= limits.windowBytes());
        return fits && port.isReady();
    }

    /** The answer to a call has come; false if there is no such call. */
    public boolean answered(long id, byte[] result) {
        return end(id, new Answer.Returned(result));
    }

    /** The answer to a call has come, an exception; false if there is no such call. */
    public boolean failed(long id, boolean executed, String type, String message) {
        return end(id, new Answer.Thrown(executed, type, message));
    }

    private boolean end(long id, Answer answer) {
        OutgoingCall call;
        lock.lock();
        try {
            call = open.remove(id);
            if (call == null) {
                return false;
            }
            bytes -= call.bytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        call.answer().complete(answer);
        return true;
    }

    /** Whoever waits for a place looks again. */
    public void ready() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The end begins: who waits for a place has sent nothing and is refused. Later calls may still say goodbye. */
    public void refuseWaiting() {
        lock.lock();
        try {
            round++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No call is sent any more, and no answer comes. Repeated, it has no effect. */
    public void close(String reason) {
        List<OutgoingCall> lost;
        lock.lock();
        try {
            if (closed == null) {
                closed = reason;
            }
            lost = new ArrayList<>(open.values());
            open.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(call -> call.answer().complete(new Answer.Unknown(reason)));
    }

    /** No call is sent any more; answers may come. */
    public void closeSending(String reason) {
        lock.lock();
        try {
            if (closed == null) {
                closed = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are open. */
    public int count() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Says who waits for a call, for people; slow. */
    public Optional<List<String>> describe(long id) {
        OutgoingCall call;
        lock.lock();
        try {
            call = open.get(id);
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(call).map(OutgoingCalls::lines);
    }

    private static List<String> lines(OutgoingCall call) {
        String name = "thread " + call.caller().getName();
        if (call.isAsynchronous()) {
            return List.of(Texts.oneLine(name + " has made an asynchronous call; no thread waits for it"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(Texts.oneLine(name));
        Arrays.stream(call.caller().getStackTrace())
                .limit(STACK_LINES)
                .forEach(frame -> lines.add(Texts.oneLine("    at " + frame)));
        return lines;
    }
}
