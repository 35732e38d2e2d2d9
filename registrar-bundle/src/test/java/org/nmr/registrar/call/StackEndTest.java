// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Call;

/** Real stacks of 256 KB that end in {@code enter()} and {@code close()}, at each depth: no count stays behind. */
class StackEndTest {
    private static final int STACK = 256 * 1024;

    /** How many frames up from the end of the stack calls are made. */
    private static final int LEVELS = 400;

    private final TestGuard guard = TestGuard.opened();

    /** Those whose close was cut short, the newest last; closed again. An array, because a write needs no stack. */
    private final @Nullable Call<?>[] open = new Call<?>[100_000];

    private int opened;

    private int entered;
    private int cut;
    private int levels;

    static Stream<Named<Function<TestGuard, Call<String>>>> ways() {
        return Stream.of(
                Named.of("slot", TestGuard::enter),
                Named.of("shared slot", guard -> guard.enterShared(Thread.currentThread())),
                Named.of("list", guard -> guard.enterDetached("test")));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void enterAndClose_stackEndsAnywhere_leavesNoCount(Function<TestGuard, Call<String>> way) throws Exception {
        way.apply(guard).close(); // nothing is initialised at the end of a stack
        TestThreads.run(() -> {});
        for (int round = 0; round < 20; round++) {
            levels = 0;
            Thread thread = new Thread(null, () -> dive(way), "deep", STACK);
            thread.start();
            thread.join();
        }
        assertTrue(entered > 1_000 && cut > 20, () -> entered + " entered, " + cut + " cut short");
        assertEquals(List.of(), guard.holders());
        guard.shutAndDrain();
        assertEquals(1, guard.drains());
    }

    private void dive(Function<TestGuard, Call<String>> way) {
        try {
            dive(way);
        } catch (StackOverflowError end) {
            levels = 0;
        }
        if (levels++ < LEVELS) {
            call(way);
        } else {
            closeAgain();
        }
    }

    private void call(Function<TestGuard, Call<String>> way) {
        Call<String> call = null;
        try {
            call = way.apply(guard);
            entered++;
            call.close();
        } catch (StackOverflowError end) {
            cut++;
            if (call != null) {
                open[opened++] = call;
            }
        }
    }

    private void closeAgain() {
        while (opened > 0) {
            Call<?> call = Objects.requireNonNull(open[--opened]);
            try {
                call.close();
            } catch (IllegalStateException closedAlready) {
                assertTrue(closedAlready.getMessage().contains("closed already"), closedAlready::getMessage);
            }
        }
    }
}
