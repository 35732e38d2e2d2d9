// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.codec.DispatchType;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/**
 * The calls of the peer that are here. Those of one lane begin one after the other; each runs on a worker. A lane is
 * kept only while a call of it is here. Engine threads only put calls in.
 */
public final class IncomingCalls {
    private final Port port;
    private final DispatchType type;
    private final Executor workers;

    /** All that follow are guarded by it. */
    private final Map<Long, IncomingCall> open = new HashMap<>();

    private final Map<Long, Queue<IncomingCall>> lanes = new HashMap<>();
    private long bytes;
    private boolean dropped;

    /** Makes one. */
    public IncomingCalls(Port port, DispatchType type, Executor workers) {
        this.port = port;
        this.type = type;
        this.workers = workers;
    }

    /**
     * Takes a call.
     *
     * @param local the binding through which it goes on
     */
    public void begin(Call message, Binding<?> local) {
        if (type.method(message.method()) == null) {
            port.abort("expected the number of a method, was " + message.method());
            return;
        }
        port.callBegins();
        String wrong = enqueue(new IncomingCall(message, type, port, this, local));
        if (wrong != null) {
            port.callEnds();
            port.abort(wrong);
        }
    }

    private @Nullable String enqueue(IncomingCall call) {
        long lane = call.lane();
        synchronized (open) {
            String wrong = check(call);
            if (wrong != null) {
                return wrong;
            }
            open.put(call.id(), call);
            bytes += call.bytes();
            Queue<IncomingCall> others = lanes.get(lane);
            if (others != null) {
                others.add(call);
                return null;
            }
            Queue<IncomingCall> begun = new ArrayDeque<>(2);
            begun.add(call);
            lanes.put(lane, begun);
        }
        return start(lane);
    }

    private @Nullable String check(IncomingCall call) {
        Limits limits = port.limits();
        if (open.containsKey(call.id())) {
            return "expected a new call, was number " + call.id() + " again";
        }
        boolean fits =
                open.isEmpty() || (open.size() < limits.window() && bytes + call.bytes() <= limits.windowBytes());
        return fits
                ? null
                : "expected at most " + limits.window() + " calls and " + limits.windowBytes()
                        + " bytes at a time, were more";
    }

    private @Nullable String start(long lane) {
        try {
            workers.execute(() -> run(lane));
            return null;
        } catch (RuntimeException noThread) {
            return "a call cannot run: " + Texts.reason(noThread);
        }
    }

    private void run(long lane) {
        for (IncomingCall call = next(lane); call != null; call = next(lane)) {
            call.run();
        }
    }

    private @Nullable IncomingCall next(long lane) {
        synchronized (open) {
            Queue<IncomingCall> waiting = lanes.get(lane);
            IncomingCall call = waiting == null ? null : waiting.poll();
            if (call == null) {
                lanes.remove(lane);
            }
            return call;
        }
    }

    /** The caller does not want the result of a call any more. An answered call is not here, which is no error. */
    public void cancel(long id) {
        IncomingCall call;
        synchronized (open) {
            call = open.get(id);
        }
        if (call != null) {
            call.cancel();
        }
    }

    /** A call makes room before its answer is sent, so that the peer cannot be quicker. */
    void leave(IncomingCall call) {
        synchronized (open) {
            if (open.remove(call.id(), call)) {
                bytes -= call.bytes();
            }
        }
    }

    /** The peer is lost: calls that have not begun do not begin. */
    public void drop() {
        List<IncomingCall> waiting = new ArrayList<>();
        synchronized (open) {
            dropped = true;
            lanes.values().forEach(lane -> {
                waiting.addAll(lane);
                lane.clear();
            });
        }
        waiting.forEach(IncomingCall::skip);
    }

    void execute(Runnable task) {
        workers.execute(task);
    }

    /** Whether calls do not begin any more. */
    boolean isDropped() {
        synchronized (open) {
            return dropped;
        }
    }

    /** The calls that are here, for people. */
    public List<Inside> inside() {
        synchronized (open) {
            return open.values().stream().map(IncomingCall::inside).toList();
        }
    }

    /**
     * A call that is here.
     *
     * @param id its number
     * @param method its method
     * @param caller the thread there
     */
    public record Inside(long id, String method, String caller) {}
}
