// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final Lines log = new Lines();
    private final AtomicLong time = new AtomicLong(-5);
    private final Strangers strangers = new Strangers(log, time::get);

    @Test
    void gone_manyInAMinute_areSaidOnceAndCountedInTheNext() {
        for (int i = 0; i < 100; i++) {
            strangers.gone("127.0.0.1:" + i);
        }
        assertEquals(1, log.lines().size());
        time.addAndGet(TimeUnit.MINUTES.toNanos(1));
        strangers.gone("127.0.0.1:5");
        assertEquals(2, log.lines().size());
        assertTrue(
                log.lines().get(0).contains("127.0.0.1:0: a connection has ended before a node has spoken, number 1 "),
                log.lines()::toString);
        assertTrue(
                log.lines()
                        .get(1)
                        .contains("127.0.0.1:5: a connection has ended before a node has spoken, number 100 "),
                log.lines()::toString);
    }
}
