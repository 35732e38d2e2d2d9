// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in one look ends neither the others nor the next, and is said once. */
class LooksTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8);
    private final Looks looks = new Looks(out);

    private List<String> said() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void fail(Class<? extends Throwable> type) {
        try {
            LooksTest.<RuntimeException>rethrow(type.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // no checked exception comes from a Runnable, but an Error does
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    @Timeout(60)
    void each_errorInEachLook_theOtherGoesOn() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        Looks.each(out, () -> fail(StackOverflowError.class), twice::countDown);
        twice.await();
        assertEquals(List.of("nmr: could not look at the load folder: java.lang.StackOverflowError"), said());
    }

    @ParameterizedTest
    @ValueSource(classes = {NullPointerException.class, OutOfMemoryError.class, NoClassDefFoundError.class})
    void attempt_sameFailureAgain_isSaidOnce(Class<? extends Throwable> type) {
        looks.attempt(() -> fail(type));
        looks.attempt(() -> fail(type));
        assertEquals(List.of("nmr: could not look at the load folder: " + type.getName()), said());
        looks.attempt(() -> fail(ClassCastException.class));
        assertEquals(2, said().size());
    }

    @Test
    void attempt_frameworkHasStopped_saysNothing() {
        looks.attempt(() -> fail(IllegalStateException.class));
        assertEquals(List.of(), said());
    }
}
