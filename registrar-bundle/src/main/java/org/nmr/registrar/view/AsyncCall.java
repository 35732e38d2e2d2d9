// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.Handles;
import org.nmr.registrar.call.PendingCall;

/**
 * A call that goes on after its method has returned, until its result is done.
 *
 * <p>Begun before the method is called, inside the method's own hold: if the guard is shut while the method runs, the
 * result is still waited for. Two things end it, whichever comes first: the result calls back, or a thread that waits
 * for the end of the call looks and finds the result done. It is its own callback, so a pending result costs one
 * object. Public for the generated views.
 *
 * @param <D> the dispatch type of the peer
 */
public final class AsyncCall<D> extends PendingCall<D> implements Runnable, BiConsumer<Object, Throwable> {
    private static final VarHandle QUESTION =
            Handles.find(MethodHandles.lookup(), AsyncCall.class, "question", AsyncQuestion.class);

    /**
     * What the method has returned, until the call has ended. The view writes it without a call, which a full stack
     * would refuse.
     */
    public volatile @Nullable Object result;

    /** Whether the method has thrown, or what follows it in the view. Written as {@link #result} is. */
    public volatile boolean hasThrown;

    /** Knows the result if it is a promise. */
    private volatile @Nullable AsyncPromises promises;

    /** Asks a result that this thread must not ask; there from the first look on. */
    private volatile @Nullable AsyncQuestion question;

    /** Written before the first step of the end. A look finishes an end that an Error has interrupted. */
    private volatile boolean hasEnded;

    /** Whether a thread that waits has found the result done; see {@link #isCallbackDue}. */
    private volatile boolean wasSeenDone;

    private AsyncCall(Guard<D> guard, String what) {
        super(guard, what);
    }

    /**
     * Begins a call.
     *
     * @param <D> the dispatch type of the peer
     * @param guard counts it
     * @param what the method that is called, for reports
     * @return the call
     */
    public static <D> AsyncCall<D> begin(Guard<D> guard, String what) {
        AsyncCall<D> call = new AsyncCall<>(guard, what);
        call.begin();
        return call;
    }

    /**
     * Ends the call. May be repeated: a foreign stage may call back twice, and a look repeats an end that has failed.
     * Throws nothing that a foreign stage or a waiting thread would have to bear.
     */
    @Override
    public void run() {
        hasEnded = true;
        try {
            leave();
            result = null;
            question = null;
            afterLeave();
        } catch (Throwable thrown) {
            report("its end has failed. A thread that waits for the call repeats it", thrown);
        }
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        run();
    }

    /** Ends the call if the method has no result; what has a result goes on until that is done. */
    public void failed() {
        if (result == null) {
            run();
        }
    }

    // ---- what the views wait for ------------------------------------------------------------------------------

    /**
     * Lets the call end with this stage.
     *
     * @param result the method's result
     * @param call the call
     */
    public static void untilStage(@Nullable Object result, AsyncCall<?> call) {
        if (!(result instanceof CompletionStage<?> stage) || isDone(stage)) {
            call.run();
            return;
        }
        try {
            stage.whenComplete(call);
        } catch (Throwable thrown) {
            call.hasNoCallback(thrown);
        }
    }

    /** Subclasses are asked by their callback: the JDK's own minimal stage throws here. */
    private static boolean isDone(CompletionStage<?> stage) {
        return stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone();
    }

    /**
     * Lets the call end when somebody sees the end of this future: its caller, or a thread that waits for the call.
     *
     * @param result the method's result
     * @param call the call
     * @return what the caller gets: the result itself where it can call back or is done
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the view casts it back to Future
    public static @Nullable Object untilFuture(@Nullable Object result, AsyncCall<?> call) {
        if (result instanceof Future<?> future && !(result instanceof CompletionStage) && !call.isDone(future)) {
            return new AsyncFuture<>(future, call);
        }
        untilStage(result, call);
        return result;
    }

    /** Asks a future of any class on this thread, which is the caller's. */
    boolean isDone(Future<?> future) {
        try {
            return future.isDone();
        } catch (Throwable thrown) {
            report("isDone() of its result has failed. It counts as not done", thrown);
            return false;
        }
    }

    /**
     * Lets the call end with this promise.
     *
     * @param result the method's result
     * @param call the call
     * @param known the types of promises that it may have
     */
    public static void untilPromise(@Nullable Object result, AsyncCall<?> call, AsyncPromises known) {
        AsyncPromises type = known.typeOf(result);
        if (type == null) {
            call.run();
            return;
        }
        call.promises = type;
        try {
            if (type.isDone(result)) {
                call.run();
            } else {
                type.onResolve(result, call);
            }
        } catch (Throwable thrown) {
            call.hasNoCallback(thrown);
        }
    }

    private void hasNoCallback(Throwable thrown) {
        report("expected its result to take a callback. So waiting threads ask the result whether it is done", thrown);
    }

    // ---- looks ------------------------------------------------------------------------------------------------

    @Override
    protected boolean endIfDone(boolean isWaiting) {
        Object pending = result;
        boolean isDone = hasEnded
                || (pending == null ? hasThrown : isKnownToBeDone(pending) && !isCallbackDue(pending, isWaiting));
        if (isDone) {
            run();
        }
        return isDone;
    }

    private boolean isKnownToBeDone(Object pending) {
        if (AsyncQuestion.isSafe(pending)) {
            return ((Future<?>) pending).isDone();
        }
        AsyncQuestion asked = question;
        return asked != null && asked.isDone();
    }

    /**
     * Whether the callback should come first: it has the time from one look of a waiting thread to the next. A future
     * calls its newest dependent first and so ours last. If those of the caller run on another thread, it is good to
     * wait for them. But on this very thread ours would never come.
     */
    private boolean isCallbackDue(Object done, boolean isWaiting) {
        boolean hasCallback = done instanceof CompletionStage || promises != null;
        if (!hasCallback || isInsideCompletion()) {
            return false;
        }
        boolean isFirst = !wasSeenDone;
        if (isWaiting) {
            wasSeenDone = true;
        }
        return isFirst;
    }

    /** Whether a future of the JDK calls its dependents on this thread. */
    private static boolean isInsideCompletion() {
        String future = CompletableFuture.class.getName();
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(future)));
    }

    @Override
    protected void ask(Executor askers) {
        Object pending = result;
        if (pending != null && !AsyncQuestion.isSafe(pending)) {
            question().submit(askers);
        }
    }

    /** One for all threads that wait, so that a result that fails is reported once. */
    private AsyncQuestion question() {
        AsyncQuestion known = question;
        if (known != null) {
            return known;
        }
        AsyncQuestion made = new AsyncQuestion(this);
        AsyncQuestion first = (AsyncQuestion) QUESTION.compareAndExchange(this, null, made);
        return first == null ? made : first;
    }

    @Nullable
    AsyncPromises promises() {
        return promises;
    }

    /** The time for {@link AsyncQuestion}, on the clock of the guard. */
    long now() {
        return nanoTime();
    }

    void hasNoAnswer(Throwable thrown) {
        report("expected its result to tell whether it is done. A thread that waits asks it again", thrown);
    }
}
