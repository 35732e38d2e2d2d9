// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * A call that goes on after its method has returned, until its result is there.
 *
 * <p>Begun before the method is called, inside the method's own hold: if the guard is shut while the method runs, the result
 * is still waited for. Ends once, on any thread; each of the {@code until} methods ends it at once if there is nothing to
 * wait for. It is its own callback, so a pending result costs this object and the hold. Public for the generated views.
 */
public final class AsyncCall extends AtomicBoolean implements Runnable, BiConsumer<Object, Throwable> {
    private static final long serialVersionUID = 1L;

    private final transient Call<?> hold;

    private AsyncCall(Call<?> hold) {
        this.hold = hold;
    }

    /**
     * Begins a call.
     *
     * @param guard counts it
     * @param what the method that is called, for reports
     * @return the call
     */
    public static AsyncCall begin(Guard<?> guard, String what) {
        return new AsyncCall(guard.enterDetached(what));
    }

    /** Ends the call; later ends do nothing, because a foreign stage may call back and throw, or call back twice. */
    @Override
    public void run() {
        if (compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
            hold.close();
        }
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        run();
    }

    /**
     * Lets the call end with this stage.
     *
     * @param result the method's result
     * @param call the call
     */
    public static void untilStage(@Nullable Object result, AsyncCall call) {
        if (result instanceof CompletionStage<?> stage && !isDone(stage)) {
            stage.whenComplete(call);
        } else {
            call.run();
        }
    }

    /** Subclasses are asked by their callback: the JDK's own minimal stage throws here. */
    private static boolean isDone(CompletionStage<?> stage) {
        return stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone();
    }

    /**
     * Lets the call end when the caller sees the end of this future.
     *
     * @param result the method's result
     * @param call the call
     * @return what the caller gets: the result itself where it can call back or is done
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the view casts it back to Future
    public static @Nullable Object untilFuture(@Nullable Object result, AsyncCall call) {
        if (result instanceof Future<?> future && !(result instanceof CompletionStage) && !future.isDone()) {
            return new AsyncFuture<>(future, call);
        }
        untilStage(result, call);
        return result;
    }

    /**
     * Lets the call end with this promise.
     *
     * @param result the method's result
     * @param call the call
     * @param promises knows the type
     * @throws Throwable what the promise throws
     */
    public static void untilPromise(@Nullable Object result, AsyncCall call, AsyncPromises promises) throws Throwable {
        if (result == null || (boolean) promises.isDone().invokeExact(result)) {
            call.run();
        } else {
            promises.onResolve().invokeExact(result, (Runnable) call);
        }
    }
}
