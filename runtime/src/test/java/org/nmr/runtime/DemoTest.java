// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void tell_goodStory_is0() throws Exception {
        assertEquals(0, Demo.tell(() -> true, LONG));
    }

    @Test
    void tell_badStory_is1() throws Exception {
        assertEquals(1, Demo.tell(() -> false, LONG));
    }

    @Test
    void tell_storyThrows_is1() throws Exception {
        assertEquals(
                1,
                Demo.tell(
                        () -> {
                            throw new IllegalStateException("of the story");
                        },
                        LONG));
    }

    @Test
    void tell_storyHangs_is1AfterTheLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try {
            assertEquals(
                    1,
                    Demo.tell(
                            () -> {
                                never.await();
                                return true;
                            },
                            Duration.ofMillis(20)));
        } finally {
            never.countDown();
        }
    }
}
