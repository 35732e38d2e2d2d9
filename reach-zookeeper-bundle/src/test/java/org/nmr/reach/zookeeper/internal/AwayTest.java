// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ZooKeeper is away, for some time or for good. */
class AwayTest {
    private static final String A = "10.0.0.1:7001";
    private static final String B = "10.0.0.2:7001";
    private static final String C = "10.0.0.3:7001";

    private final Records log = new Records();

    @RegisterExtension
    private final Registry registry = new Registry(log);

    private final Seen atA = new Seen();
    private final Seen atB = new Seen();

    @Test
    void follow_registryIsAwayForSomeTime_keepsTheAddressesAndFollowsAgain() throws Exception {
        registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        atA.await(B);
        registry.stop();
        log.await("it does not answer. The addresses known so far stay (1)");
        assertEquals(List.of(Set.of(), Set.of(B)), atA.history());
        registry.restart();
        log.await("it answers again");
        registry.follow("c", C, new Seen());
        atA.await(B, C);
        atB.await(A, C);
        assertEquals(List.of(Set.of(), Set.of(B), Set.of(B, C)), atA.history());
    }

    @Test
    void follow_registryComesBackEmpty_isAnnouncedAndFollowsAgain() throws Exception {
        registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        atA.await(B);
        registry.replace();
        registry.follow("c", C, new Seen());
        atA.await(B, C);
        atB.await(A, C);
    }

    @Test
    void follow_registryIsUnreachable_throwsInTime() throws Exception {
        registry.stop();
        ZooKeeperSource source = new ZooKeeperSource(registry.settings(), log, Duration.ofMillis(300));
        IOException thrown = assertThrows(IOException.class, () -> source.follow("a", A, atA));
        assertEquals(
                "ZooKeeper " + registry.settings().connect() + ": expected a connection within PT0.3S, was none",
                thrown.getMessage());
        assertEquals(List.of(), atA.history());
        registry.restart();
        new ZooKeeperSource(registry.settings(), log).follow("a", A, atA).close();
        assertEquals(List.of(Set.of()), atA.history());
    }

    @Test
    void follow_isInterrupted_ends() throws Exception {
        registry.stop();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread bridge = new Thread(() -> {
            try {
                registry.follow("a", A, atA);
            } catch (Throwable seen) {
                thrown.set(seen);
            }
        });
        bridge.start();
        bridge.interrupt();
        bridge.join();
        assertEquals(InterruptedException.class, thrown.get().getClass());
    }

    @Test
    void close_whileRegistryIsAway_isBounded() throws Exception {
        Following a = registry.follow("a", A, atA);
        registry.stop();
        log.await("it does not answer");
        long begun = System.nanoTime();
        a.close();
        assertBounded(begun);
    }

    @Test
    void close_registryAcceptsAndSaysNothing_isBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Settings settings =
                    Registry.settings("127.0.0.1:" + silent.getLocalPort(), Duration.ofSeconds(30));
            ZooKeeperSource source = new ZooKeeperSource(settings, log, Duration.ofMillis(300));
            long begun = System.nanoTime();
            assertThrows(IOException.class, () -> source.follow("a", A, atA));
            assertBounded(begun + Duration.ofMillis(300).toNanos());
        }
    }

    @Test
    void close_source_endsAllAndRefusesMore() throws Exception {
        registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        Seen atC = new Seen();
        registry.source().close();
        ZooKeeperSource another = new ZooKeeperSource(registry.settings(), log);
        another.follow("c", C, atC);
        assertEquals(List.of(Set.of()), atC.history());
        assertThrows(IOException.class, () -> registry.follow("a", A, atA));
        another.close();
    }

    @Test
    void close_interruptedThread_endsTheSessionAndKeepsTheInterrupt() throws Exception {
        Following a = registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Boolean> isKept = new AtomicReference<>();
        Thread bridge = new Thread(() -> {
            Thread.currentThread().interrupt();
            a.close();
            isKept.set(Thread.currentThread().isInterrupted());
            ended.countDown();
        });
        bridge.start();
        ended.await();
        assertTrue(isKept.get());
        atB.await();
        a.close();
    }

    @Test
    void close_leavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        registry.follow("a", A, atA).close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean isOfClient = thread.getName().contains("nmr-reach") || thread.getName().contains("-SendThread");
            if (!before.contains(thread) && isOfClient) {
                thread.join(Duration.ofSeconds(20).toMillis());
                assertFalse(thread.isAlive(), thread::toString);
            }
        }
    }

    /** With some room for a machine that does much else. */
    private static void assertBounded(long begun) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(Following.LONGEST_CLOSE.plusSeconds(3)) < 0, took::toString);
    }
}
