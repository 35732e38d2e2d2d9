// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.codec.CodecException;
import org.nmr.reach.internal.codec.DispatchType;
import org.nmr.reach.internal.wire.BindMessage;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.BindMessage.Return;
import org.nmr.reach.internal.wire.BindMessage.Throw;

/** One call of the peer: it runs as a counted call of the module that stands for the peer. */
final class IncomingCall {
    private static final int HEAD = 1024;
    private static final int LONGEST_MESSAGE = 8000;

    private final Call message;
    private final DispatchType type;
    private final Port port;
    private final IncomingCalls calls;
    private final Binding<?> local;

    /** Guarded by this: what a cancel finds. */
    private @Nullable Thread runner;

    private @Nullable CompletionStage<?> stage;
    private boolean isCancelled;

    IncomingCall(Call message, DispatchType type, Port port, IncomingCalls calls, Binding<?> local) {
        this.message = message;
        this.type = type;
        this.port = port;
        this.calls = calls;
        this.local = local;
    }

    long id() {
        return message.id();
    }

    long lane() {
        return message.lane();
    }

    int bytes() {
        return message.arguments().length;
    }

    IncomingCalls.Inside inside() {
        return new IncomingCalls.Inside(id(), method().getName(), message.caller());
    }

    private Method method() {
        return Objects.requireNonNull(type.method(message.method())); // checked when the call came
    }

    void run() {
        if (calls.isDropped()) {
            skip();
            return;
        }
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName("nmr-reach " + port.peer() + ", thread " + Texts.oneLine(message.caller()));
        try {
            enter();
        } catch (Throwable thrown) { // none is expected; the caller must not wait for ever
            answer(thrown(thrown));
        } finally {
            thread.setName(name);
        }
    }

    /** The call does not begin, and nobody is there who could hear it. */
    void skip() {
        calls.leave(this);
        port.callEnds();
    }

    private void enter() {
        org.nmr.Call<?> counted;
        try {
            counted = local.enter();
        } catch (IllegalStateException refused) {
            answer(notExecuted(refused));
            return;
        }
        BindMessage answer;
        try (counted) {
            answer = invoke(counted);
        }
        if (answer != null) {
            answer(answer);
        }
    }

    /** Returns the answer; null if it comes later. */
    private @Nullable BindMessage invoke(org.nmr.Call<?> counted) {
        @Nullable Object @Nullable [] arguments;
        Object target;
        try {
            arguments = type.decodeArguments(message.method(), message.arguments());
            target = type.isAsynchronous(message.method()) ? view() : counted.dispatch();
        } catch (CodecException | RuntimeException wrong) {
            return notExecuted(wrong);
        }
        Object result;
        begin();
        try {
            result = method().invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            return thrown(thrown.getTargetException());
        } catch (Throwable thrown) {
            return thrown(thrown);
        } finally {
            end();
        }
        if (result instanceof CompletionStage<?> later && type.isAsynchronous(message.method())) {
            answerLater(later);
            return null;
        }
        return returned(result);
    }

    /** The registrar's view counts the call until its result is there. */
    private Object view() {
        return Objects.requireNonNull(local.dispatch());
    }

    /** From now on a cancel interrupts. */
    private synchronized void begin() {
        runner = Thread.currentThread();
        if (isCancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread goes to another call, which must not see the interrupt of this one. */
    private synchronized void end() {
        runner = null;
        boolean ignored = Thread.interrupted();
    }

    private void answerLater(CompletionStage<?> later) {
        boolean cancelsNow;
        synchronized (this) {
            stage = later;
            cancelsNow = isCancelled;
        }
        later.whenComplete((value, thrown) -> {
            try {
                calls.execute(() -> answer(thrown == null ? returned(value) : thrown(cause(thrown))));
            } catch (RuntimeException noThread) {
                answer(thrown(noThread));
            }
        });
        if (cancelsNow) {
            cancel(later);
        }
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    /** Called by an engine's thread; the code of the module runs on a worker. */
    void cancel() {
        CompletionStage<?> later;
        synchronized (this) {
            isCancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
            later = stage;
        }
        if (later != null) {
            calls.execute(() -> cancel(later));
        }
    }

    private static void cancel(CompletionStage<?> later) {
        try {
            later.toCompletableFuture().cancel(/* mayInterruptIfRunning= */ true);
        } catch (UnsupportedOperationException | CancellationException cannot) {
            // the call goes on, as an answer that comes too late
        }
    }

    private BindMessage returned(@Nullable Object result) {
        byte[] encoded;
        try {
            encoded = type.encodeResult(message.method(), result);
        } catch (CodecException wrong) {
            return new Throw(id(), /* executed= */ true, IllegalArgumentException.class.getName(), Texts.reason(wrong));
        }
        int most = port.limits().frameBytes() - HEAD;
        return encoded.length <= most
                ? new Return(id(), encoded)
                : new Throw(
                        id(),
                        /* executed= */ true,
                        IllegalArgumentException.class.getName(),
                        method().getName() + ": expected a result of at most " + most
                                + " bytes (frame.max of both nodes), was one of " + encoded.length);
    }

    private BindMessage thrown(Throwable thrown) {
        String text = Texts.message(thrown);
        String cut = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
        return new Throw(id(), /* executed= */ true, thrown.getClass().getName(), cut);
    }

    private BindMessage notExecuted(Exception reason) {
        return new Throw(id(), /* executed= */ false, reason.getClass().getName(), Texts.reason(reason));
    }

    private void answer(BindMessage answer) {
        calls.leave(this);
        port.send(answer);
        port.callEnds();
    }
}
