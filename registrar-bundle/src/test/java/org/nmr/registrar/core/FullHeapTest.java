// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.Deregistration;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A wait goes on while there is no room for it, and ends with what it waits for. */
class FullHeapTest {
    /** More than any number of tries that somebody may think enough. */
    private static final int TIMES = 50;

    private final Broken timing = new Broken();

    @RegisterExtension
    final World world = new World(timing);

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** What fails in a wait. */
    enum What {
        SLEEP,
        EVERYTHING
    }

    /** A clock for waits that fail on one thread, so often as the test says; then something happens. */
    private static final class Broken implements Timing {
        private final AtomicInteger left = new AtomicInteger();
        private volatile Thread thread = Thread.currentThread();
        private volatile What what = What.SLEEP;
        private volatile Supplier<Error> error = () -> new OutOfMemoryError("as the test says");
        private volatile Runnable then = () -> {};

        private void fail() {
            if (Thread.currentThread() == thread && left.get() > 0) {
                if (left.decrementAndGet() == 0) {
                    then.run();
                }
                throw error.get();
            }
        }

        @Override
        public long nanoTime() {
            if (what == What.EVERYTHING) {
                fail();
            }
            return SYSTEM.nanoTime();
        }

        @Override
        public boolean await(Latch latch, long nanos) throws InterruptedException {
            fail();
            return SYSTEM.await(latch, nanos);
        }
    }

    private Deregistration pending() {
        provider.detachesLater();
        provider.register();
        client.register();
        return client.deregister();
    }

    private void breaks(What what, int times, Runnable then) {
        timing.thread = Thread.currentThread();
        timing.what = what;
        timing.then = then;
        timing.left.set(times);
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void await_noRoomManyTimes_endsWithTheEnd(What what) {
        Deregistration end = pending();
        breaks(what, TIMES, () -> provider.context().complete());
        end.await();

        assertTrue(end.isComplete());
        assertEquals(0, timing.left.get());
        world.log.takeWarning("an exception has disturbed the wait");
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void await_noRoomAndInterrupted_goesOnAndRestoresTheFlag(What what) {
        Deregistration end = pending();
        breaks(what, TIMES, () -> provider.context().complete());
        Thread.currentThread().interrupt();
        end.await();

        assertTrue(Thread.interrupted());
        assertTrue(end.isComplete());
        world.log.takeWarning("an exception has disturbed the wait");
    }

    @Test
    void await_noRoomUntilTheLimit_returnsFalse() {
        Deregistration end = pending();
        breaks(What.SLEEP, Integer.MAX_VALUE, () -> {});
        assertFalse(end.await(Duration.ofMillis(50)));
        timing.left.set(0);
        world.log.takeWarning("an exception has disturbed the wait");
        provider.context().complete();
        assertTrue(end.await(Duration.ZERO));
    }

    /** A class that was never used, and cannot be loaded any more. */
    @Test
    void await_classIsMissing_endsWithTheEnd() {
        timing.error = () -> new NoClassDefFoundError("as the test says");
        Deregistration end = pending();
        breaks(What.EVERYTHING, TIMES, () -> provider.context().complete());
        end.await();
        assertTrue(end.isComplete());
        world.log.takeWarning("an exception has disturbed the wait");
    }

    /** A stack does not get longer while the thread waits, and the thread may wait for itself. */
    @Test
    void await_noStack_throws() {
        timing.error = StackOverflowError::new;
        Deregistration end = pending();
        breaks(What.SLEEP, Integer.MAX_VALUE, () -> {});
        assertThrows(StackOverflowError.class, end::await);
        timing.left.set(0);
        world.log.takeWarning("an exception has disturbed the wait"); // the tries after it have nothing new to say
        provider.context().complete();
        end.await();
    }
}
