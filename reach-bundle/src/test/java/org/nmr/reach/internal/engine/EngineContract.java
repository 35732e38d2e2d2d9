// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.reach.internal.bridge.Eventually;
import org.nmr.reach.internal.engine.Talker.Opened;

/** What each engine must do. Each test has a node that listens and one that has dialled it. */
@SuppressWarnings("NullAway.Init") // set before each test
public abstract class EngineContract {
    private static final int MANY = 1000;
    private static final int MEGABYTE = 1 << 20;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Talker listening = new Talker();
    private final Talker dialling = new Talker();
    private Engine server;
    private Engine client;
    private String address;
    private Connection dialled;
    private Connection accepted;

    /** Makes an engine of one node. */
    protected abstract Engine engine() throws Exception;

    /** Returns an address that leads to the listening one through what the test can stall and cut. */
    protected abstract String through(String listened) throws Exception;

    /** From now on nothing arrives. */
    protected abstract void stall();

    /** What has waited arrives. */
    protected abstract void goOn();

    /** The connection breaks, without a word to either end. */
    protected abstract void cut();

    /** After each test, when all engines are closed. */
    protected abstract void finish() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        server = engine();
        client = engine();
        address = server.listen("127.0.0.1:0", listening);
        dialled = client.dial(through(address), dialling);
        assertEquals(dialled, dialling.connection());
        accepted = listening.connection();
    }

    @AfterEach
    void close() throws Exception {
        goOn();
        client.close();
        server.close();
        finish();
    }

    /** Returns the connection of an end. */
    private Connection at(boolean isDialled) {
        return isDialled ? dialled : accepted;
    }

    private Talker peerOf(boolean isDialled) {
        return isDialled ? listening : dialling;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_atEitherEnd_isToldToTheOtherWithoutAFrame(boolean isDialled) {
        at(isDialled).open(new Recorder());
        peerOf(isDialled).stream(0);
        assertEquals(List.of("connected", "opened"), peerOf(isDialled).history());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void send_manyFramesBothWays_arriveInOrder(boolean isDialled) {
        Recorder here = new Recorder();
        FrameStream stream = at(isDialled).open(here);
        send(stream, MANY);
        Opened there = peerOf(isDialled).stream(0);
        send(there.stream(), MANY);
        here.await(String.valueOf(MANY - 1));
        there.recorder().await(String.valueOf(MANY - 1));
        assertEquals(numbers(MANY), here.history());
        assertEquals(numbers(MANY), there.recorder().history());
    }

    @Test
    void send_longFrame_arrives() {
        FrameStream stream = dialled.open(new Recorder());
        stream.send(Recorder.numbered(7, MEGABYTE));
        listening.stream(0).recorder().await("7");
        assertEquals(MEGABYTE, dialled.sent());
        Eventually.until("a count of " + MEGABYTE, () -> accepted.received() == MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void end_oneDirection_leavesTheOther(boolean isDialled) {
        Recorder here = new Recorder();
        FrameStream stream = at(isDialled).open(here);
        send(stream, 3);
        stream.end();
        stream.send(Recorder.numbered(99));
        Opened there = peerOf(isDialled).stream(0);
        there.recorder().await("ended");
        assertEquals(List.of("0", "1", "2", "ended"), there.recorder().history());
        send(there.stream(), 2);
        there.stream().end();
        here.await("ended");
        assertEquals(List.of("0", "1", "ended"), here.history());
    }

    /** Ends of both directions race; no order of them may become a loss, or swallow the last frame. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void end_bothDirectionsAtOnce_isNoLoss(boolean isDialled) {
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Recorder here = new Recorder();
            FrameStream stream = at(isDialled).open(here);
            stream.send(Recorder.numbered(1));
            Opened there = peerOf(isDialled).stream(i);
            there.stream().send(Recorder.numbered(1));
            end(stream, there, /* order= */ i % 3);
            recorders.add(here);
            recorders.add(there.recorder());
        }
        recorders.forEach(
                each -> Eventually.until("an end", () -> each.history().size() >= 2));
        dialled.close("test");
        dialling.awaitLost();
        listening.awaitLost();
        recorders.forEach(each -> assertEquals(List.of("1", "ended"), each.history()));
    }

    private static void end(FrameStream stream, Opened there, int order) {
        if (order == 0) {
            there.stream().end();
        }
        stream.end();
        if (order == 1) {
            there.recorder().await("ended"); // so its own end finishes the stream
        }
        there.stream().end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abort_insideTheLastEnd_isNoLoss(boolean isDialled) {
        AbortingAtTheEnd here = new AbortingAtTheEnd();
        FrameStream stream = at(isDialled).open(here);
        here.stream = stream;
        Opened there = peerOf(isDialled).stream(0);
        stream.end();
        there.recorder().await("ended");
        there.stream().end();
        here.recorder.await("ended");
        dialled.close("test");
        dialling.awaitLost();
        listening.awaitLost();
        client.close();
        server.close();
        assertEquals(List.of("ended"), here.recorder.history());
        assertEquals(List.of("ended"), there.recorder().history());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abort_atEitherEnd_isALossAtBothAndNotOfOthers(boolean isDialled) {
        Recorder here = new Recorder();
        FrameStream stream = dialled.open(here);
        Opened there = listening.stream(0);
        Recorder other = new Recorder();
        dialled.open(other);
        FrameStream otherThere = listening.stream(1).stream();
        (isDialled ? stream : there.stream()).abort("test");
        here.await("lost");
        there.recorder().await("lost");
        otherThere.send(Recorder.numbered(5));
        other.await("5");
        assertEquals(List.of("lost"), here.history());
        assertEquals(List.of("lost"), there.recorder().history());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_atEitherEnd_isALossAtBothOnceAndLast(boolean isDialled) {
        Recorder here = new Recorder();
        dialled.open(here).send(Recorder.numbered(1));
        Opened there = listening.stream(0);
        there.recorder().await("1");
        at(isDialled).close("test");
        at(isDialled).close("again");
        assertLostOnce(here, there.recorder());
    }

    @Test
    void cut_connection_isALossAtBothOnceAndLast() {
        Recorder here = new Recorder();
        dialled.open(here).send(Recorder.numbered(1));
        Opened there = listening.stream(0);
        there.recorder().await("1");
        cut();
        assertLostOnce(here, there.recorder());
    }

    private void assertLostOnce(Recorder here, Recorder there) {
        here.await("lost");
        there.await("lost");
        dialling.awaitLost();
        listening.awaitLost();
        Recorder late = new Recorder();
        dialled.open(late).send(Recorder.numbered(9));
        late.await("lost");
        client.close();
        server.close();
        assertEquals(List.of("lost"), here.history());
        assertEquals(List.of("1", "lost"), there.history());
        assertEquals(List.of("lost"), late.history());
        assertEquals(List.of("connected", "lost"), dialling.history());
        assertEquals(List.of("connected", "opened", "lost"), listening.history());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_engine_losesItsConnections(boolean isDialled) {
        Recorder here = new Recorder();
        dialled.open(here);
        Recorder there = listening.stream(0).recorder();
        (isDialled ? client : server).close();
        here.await("lost");
        there.await("lost");
        dialling.awaitLost();
        listening.awaitLost();
    }

    @Test
    void dial_whereNobodyListens_isLost() {
        server.close();
        Talker talker = new Talker();
        Connection none = client.dial(address, talker);
        talker.awaitLost();
        assertEquals(List.of("lost"), talker.history());
        assertFalse(talker.reasons().get(0).isBlank());
        Recorder late = new Recorder();
        none.open(late);
        late.await("lost");
    }

    @Test
    void listen_whereAnotherListens_isRefused() throws Exception {
        Engine second = engine();
        try {
            EngineException refused = assertThrows(EngineException.class, () -> second.listen(address, new Talker()));
            assertTrue(refused.getMessage().contains(address), refused::getMessage);
        } finally {
            second.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_thousandStreams_eachCarriesItsFrames(boolean isDialled) {
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            at(isDialled).open(recorder).send(Recorder.numbered(i));
        }
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Opened there = peerOf(isDialled).stream(i);
            Eventually.until("a frame", () -> !there.recorder().history().isEmpty());
            arrived.add(Integer.valueOf(there.recorder().history().get(0)));
            there.stream().send(Recorder.numbered(1));
        }
        recorders.forEach(each -> each.await("1"));
        Collections.sort(arrived);
        assertEquals(IntStream.range(0, MANY).boxed().toList(), arrived);
    }

    @Test
    void ready_afterAStall_isTold() {
        Recorder here = new Recorder();
        FrameStream stream = dialled.open(here);
        Recorder there = listening.stream(0).recorder();
        stream.send(Recorder.numbered(0));
        there.await("0");
        stall();
        int sent = 1;
        for (; stream.isReady() && sent < 1000; sent++) {
            stream.send(Recorder.numbered(sent, MEGABYTE / 8));
        }
        assertFalse(stream.isReady());
        int before = here.timesReady();
        goOn();
        Eventually.until("ready", () -> here.timesReady() > before && stream.isReady());
        there.await(String.valueOf(sent - 1));
        assertEquals(numbers(sent), there.history());
    }

    @Test
    void close_withMegabytesUnsent_isAtOnce() {
        Recorder here = new Recorder();
        FrameStream stream = dialled.open(here);
        listening.stream(0);
        stall();
        for (int i = 0; i < 18; i++) {
            stream.send(Recorder.numbered(i, MEGABYTE));
        }
        long begin = System.nanoTime();
        dialled.close("test");
        here.await("lost");
        dialling.awaitLost();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(taken.compareTo(AT_ONCE) < 0, taken::toString);
    }

    @Test
    void frame_receiverThrows_otherStreamsGoOn() {
        dialled.open(new Throwing());
        listening.stream(0).stream().send(Recorder.numbered(1));
        Recorder other = new Recorder();
        dialled.open(other);
        listening.stream(1).stream().send(Recorder.numbered(2));
        other.await("2");
        assertFalse(dialling.history().contains("lost"));
    }

    private static void send(FrameStream stream, int frames) {
        for (int i = 0; i < frames; i++) {
            stream.send(Recorder.numbered(i));
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
