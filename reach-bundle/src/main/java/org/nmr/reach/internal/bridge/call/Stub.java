// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachedException;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.codec.CodecException;
import org.nmr.reach.internal.codec.DispatchType;
import org.nmr.reach.internal.wire.BindMessage.Cancel;

/** The dispatch of a module in another node. */
public final class Stub implements InvocationHandler {
    /** What a call has beside its arguments, at most. */
    private static final int HEAD = 1024;

    private final DispatchType type;
    private final OutgoingCalls calls;
    private final Port port;
    private final Executor workers;

    private Stub(DispatchType type, OutgoingCalls calls, Port port, Executor workers) {
        this.type = type;
        this.calls = calls;
        this.port = port;
        this.workers = workers;
    }

    /** Makes the dispatch. */
    public static Object of(DispatchType type, OutgoingCalls calls, Port port, Executor workers) {
        Class<?> dispatch = type.type();
        return Proxy.newProxyInstance(
                dispatch.getClassLoader(), new Class<?>[] {dispatch}, new Stub(type, calls, port, workers));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        int number = type.number(method);
        if (number < 0) {
            return ofObject(self, method, arguments);
        }
        byte[] encoded = encode(number, arguments);
        if (type.isAsynchronous(number)) {
            return new Result(number, calls.begin(number, encoded, /* isAsynchronous= */ true));
        }
        OutgoingCall call = calls.begin(number, encoded, /* isAsynchronous= */ false);
        return result(number, call.await(() -> port.send(new Cancel(call.id()))));
    }

    private @Nullable Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> shown();
            default -> throw new UnsupportedOperationException(shown() + ": " + method + " cannot cross");
        };
    }

    private byte[] encode(int number, @Nullable Object @Nullable [] arguments) {
        byte[] encoded;
        try {
            encoded = type.encodeArguments(number, arguments);
        } catch (CodecException wrong) {
            throw new IllegalArgumentException(name(number) + ": " + Texts.reason(wrong), wrong);
        }
        int most = port.limits().frameBytes() - HEAD;
        if (encoded.length > most) {
            throw new IllegalArgumentException(name(number) + ": expected arguments of at most " + most
                    + " bytes (frame.max of both nodes), were " + encoded.length);
        }
        return encoded;
    }

    private @Nullable Object result(int number, Answer answer) throws Throwable {
        if (answer instanceof Answer.Returned returned) {
            try {
                return type.decodeResult(number, returned.result());
            } catch (CodecException wrong) {
                port.abort(name(number) + ": a result cannot be read: " + Texts.reason(wrong));
                throw new CallOutcomeUnknownException(
                        name(number) + ": executed, but its result cannot be read: " + Texts.reason(wrong), wrong);
            }
        }
        if (answer instanceof Answer.Thrown thrown) {
            if (!thrown.executed()) {
                throw new DetachedException(name(number) + ": not executed: " + Texts.oneLine(thrown.message()));
            }
            throw type.thrown(number, thrown.type(), thrown.message());
        }
        String reason = ((Answer.Unknown) answer).reason();
        throw new CallOutcomeUnknownException(
                name(number) + ": may have been executed, but its result is lost, because " + reason);
    }

    private String name(int number) {
        Method method = type.method(number);
        return "call of " + type.type().getSimpleName() + "." + (method == null ? number : method.getName()) + " to "
                + port.peer();
    }

    private String shown() {
        return type.type().getName() + " of " + port.peer();
    }

    /** What the caller of an asynchronous method gets; its actions run on workers. */
    private final class Result extends CompletableFuture<@Nullable Object> {
        private final OutgoingCall call;

        Result(int number, OutgoingCall call) {
            this.call = call;
            var unused = call.answer().thenAccept(answer -> complete(number, answer));
        }

        private void complete(int number, Answer answer) {
            try {
                workers.execute(() -> completeHere(number, answer));
            } catch (RuntimeException noThread) {
                completeExceptionally(new CallOutcomeUnknownException(
                        name(number) + ": may have been executed, but its result is lost", noThread));
            }
        }

        private void completeHere(int number, Answer answer) {
            try {
                complete(result(number, answer));
            } catch (Throwable thrown) { // the module's exception, or ours
                completeExceptionally(thrown);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                port.send(new Cancel(call.id()));
            }
            return cancelled;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
