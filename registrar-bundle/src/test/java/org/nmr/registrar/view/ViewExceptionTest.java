// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A view changes nothing about what a target throws, and the call is over. */
class ViewExceptionTest {
    /** Throws. */
    public interface Thrower {
        void call() throws Exception;

        CompletionStage<String> stage() throws Exception;

        Future<String> future() throws Exception;
    }

    private record Throwing(Throwable what) implements Thrower {
        @Override
        public void call() {
            ViewExceptionTest.<RuntimeException>sneak(what);
        }

        @Override
        public CompletionStage<String> stage() {
            throw ViewExceptionTest.<RuntimeException>sneak(what);
        }

        @Override
        public Future<String> future() {
            throw ViewExceptionTest.<RuntimeException>sneak(what);
        }
    }

    /** Throws what the signature does not allow, as other languages do. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneak(Throwable what) throws E {
        throw (E) what;
    }

    static Stream<Throwable> everything() {
        return Stream.of(
                new IOException("checked"),
                new IllegalStateException("unchecked", new IOException("cause")),
                new AssertionError("error"),
                new Throwable("neither"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void call_throws_sameObjectWithItsStackAndTheCallIsOver(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        ViewGuard<Thrower> guard = new ViewGuard<>(new Throwing(thrown));
        Thrower view = new ViewFactory().of(Thrower.class).apply(guard);
        assertSame(thrown, assertThrows(Throwable.class, view::call));
        assertSame(thrown, assertThrows(Throwable.class, view::stage));
        assertSame(thrown, assertThrows(Throwable.class, view::future));
        assertArrayEquals(stack, thrown.getStackTrace());
        assertTrue(guard.shutAndSeeDrained());
    }
}
