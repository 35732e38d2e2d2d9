// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** A result that is not done yet: the kinds that there are, each with the ways in which it can end. */
abstract class LaterResult {
    /** Thrown, or what a result fails with. */
    static final RuntimeException FAILURE = new IllegalArgumentException("the load has failed");

    /** What the provider of these tests is called through. */
    public interface Loader {
        CompletionStage<String> stage();

        CompletableFuture<String> completable();

        Promise<String> promise();

        Future<String> future();
    }

    /** What a test does with a result. */
    enum Kind {
        COMPLETABLE,
        MINIMAL,
        SUBCLASS,
        /** A class of its own, which calls its newest dependent first and has nothing else. */
        CUSTOM,
        /** The same, and gives a future. */
        CUSTOM_WITH_FUTURE,
        PROMISE,
        TASK,
        FOREIGN_TASK;

        LaterResult create() {
            return switch (this) {
                case COMPLETABLE -> new OfFuture(new CompletableFuture<>());
                case MINIMAL -> new OfMinimal();
                case SUBCLASS -> new OfFuture(new Own<>());
                case CUSTOM -> new OfCustom(/* hasFuture= */ false);
                case CUSTOM_WITH_FUTURE -> new OfCustom(/* hasFuture= */ true);
                case PROMISE -> new OfPromise();
                case TASK -> new OfTask(/* isForeign= */ false);
                case FOREIGN_TASK -> new OfTask(/* isForeign= */ true);
            };
        }

        boolean hasCallback() {
            return this != TASK && this != FOREIGN_TASK;
        }

        boolean isCompletable() {
            return this == COMPLETABLE || this == SUBCLASS || this == MINIMAL;
        }
    }

    /** How a result ends. */
    enum Way {
        NORMALLY,
        EXCEPTIONALLY,
        CANCELLED,
        OBTRUDED,
        TIMED_OUT;

        boolean isPossible(Kind kind) {
            return switch (this) {
                case NORMALLY, EXCEPTIONALLY -> true;
                case CANCELLED -> kind.isCompletable() || !kind.hasCallback();
                case OBTRUDED, TIMED_OUT -> kind.isCompletable();
            };
        }
    }

    /** Calls the method that returns this result. */
    abstract void load(Loader view, Runnable dependent);

    /** A target whose methods return this result. */
    abstract Loader target();

    /** Ends it, on this thread if it can be. */
    abstract void end(Way way);

    /** Gives what it has, whoever asks. */
    record Target(
            @Nullable CompletionStage<String> stage,
            @Nullable CompletableFuture<String> completable,
            @Nullable Promise<String> promise,
            @Nullable Future<String> future)
            implements Loader {}

    /** A class that the registrar does not know. */
    private static final class Own<T> extends CompletableFuture<T> {
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Own<>();
        }
    }

    private static class OfFuture extends LaterResult {
        final CompletableFuture<String> result;

        OfFuture(CompletableFuture<String> result) {
            this.result = result;
        }

        @Override
        Loader target() {
            return new Target(null, result, null, null);
        }

        @Override
        void load(Loader view, Runnable dependent) {
            view.completable().whenComplete((value, failure) -> dependent.run());
        }

        @Override
        void end(Way way) {
            switch (way) {
                case NORMALLY -> result.complete("x");
                case EXCEPTIONALLY -> result.completeExceptionally(FAILURE);
                case CANCELLED -> result.cancel(/* mayInterruptIfRunning= */ true);
                case OBTRUDED -> result.obtrudeValue("x");
                case TIMED_OUT -> result.orTimeout(1, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static final class OfMinimal extends OfFuture {
        private final CompletionStage<String> minimal;

        OfMinimal() {
            super(new CompletableFuture<>());
            minimal = result.minimalCompletionStage();
        }

        @Override
        Loader target() {
            return new Target(minimal, null, null, null);
        }

        @Override
        void load(Loader view, Runnable dependent) {
            view.stage().whenComplete((value, failure) -> dependent.run());
        }
    }

    private static final class OfCustom extends LaterResult {
        private final CompletableFuture<String> state = new CompletableFuture<>();
        private final Deque<BiConsumer<Object, Object>> dependents = new ArrayDeque<>();
        private final boolean hasFuture;

        OfCustom(boolean hasFuture) {
            this.hasFuture = hasFuture;
        }

        @Override
        @SuppressWarnings("unchecked")
        Loader target() {
            return new Target(
                    (CompletionStage<String>) Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {CompletionStage.class}, this::call),
                    null,
                    null,
                    null);
        }

        @SuppressWarnings("unchecked")
        private Object call(Object proxy, Method method, Object[] arguments) {
            if (method.getName().equals("toCompletableFuture") && hasFuture) {
                return state;
            }
            if (!method.getName().equals("whenComplete")) {
                throw new UnsupportedOperationException(method.getName());
            }
            BiConsumer<Object, Object> dependent = (BiConsumer<Object, Object>) arguments[0];
            if (state.isDone()) {
                dependent.accept(null, null);
            } else {
                dependents.push(dependent);
            }
            return proxy;
        }

        @Override
        void load(Loader view, Runnable dependent) {
            view.stage().whenComplete((value, failure) -> dependent.run());
        }

        @Override
        void end(Way way) {
            state.complete("x");
            dependents.forEach(dependent -> dependent.accept(null, way == Way.NORMALLY ? null : FAILURE));
        }
    }

    private static final class OfPromise extends LaterResult {
        private final Deferred<String> deferred = new PromiseFactory(PromiseFactory.inlineExecutor()).deferred();

        @Override
        Loader target() {
            return new Target(null, null, deferred.getPromise(), null);
        }

        @Override
        void load(Loader view, Runnable dependent) {
            view.promise().onResolve(dependent);
        }

        @Override
        void end(Way way) {
            if (way == Way.NORMALLY) {
                deferred.resolve("x");
            } else {
                deferred.fail(FAILURE);
            }
        }
    }

    /** A plain future has one callback only, that of its maker. */
    private static final class OfTask extends LaterResult {
        private final FutureTask<String> task;
        private Runnable dependent = () -> {};
        private Way end = Way.NORMALLY;

        OfTask(boolean isForeign) {
            task = isForeign
                    ? new FutureTask<>(this::value) {
                        @Override
                        protected void done() {
                            dependent.run();
                        }
                    }
                    : new FutureTask<>(this::value);
        }

        private String value() {
            if (end == Way.EXCEPTIONALLY) {
                throw FAILURE;
            }
            return "x";
        }

        @Override
        Loader target() {
            return new Target(null, null, null, task);
        }

        /** And drops what it gets. */
        @Override
        void load(Loader view, Runnable newDependent) {
            view.future();
            dependent = newDependent;
        }

        @Override
        void end(Way way) {
            end = way;
            if (way == Way.CANCELLED) {
                task.cancel(/* mayInterruptIfRunning= */ true);
            } else {
                task.run();
            }
            if (task.getClass() == FutureTask.class) {
                dependent.run();
            }
        }
    }
}
