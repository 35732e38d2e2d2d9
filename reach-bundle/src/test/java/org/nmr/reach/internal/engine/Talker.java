// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.reach.internal.bridge.Eventually;

/** One end of connections: writes down what it hears, and records each stream that the peer opens. */
public final class Talker implements ConnectionHandler {
    /** A stream that the peer has opened, and what came of it. */
    public record Opened(FrameStream stream, Recorder recorder) {}

    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();

    /** Guarded by itself. */
    private final List<String> history = new ArrayList<>();

    @Override
    public void connected(Connection connection) {
        add("connected");
        connections.add(connection);
    }

    @Override
    public Receiver opened(Connection connection, FrameStream stream) {
        Recorder recorder = new Recorder();
        add("opened");
        opened.add(new Opened(stream, recorder));
        return recorder;
    }

    @Override
    public void lost(Connection connection, String reason) {
        reasons.add(reason);
        add("lost");
    }

    private void add(String entry) {
        synchronized (history) {
            history.add(entry);
        }
    }

    /** Returns what it has heard. */
    public List<String> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /** Returns why connections were lost. */
    public List<String> reasons() {
        return reasons;
    }

    /** Waits for the first connection. */
    public Connection connection() {
        Eventually.until("a connection, was " + history() + reasons, () -> !connections.isEmpty());
        return connections.get(0);
    }

    /** Returns how many streams the peer has opened. */
    public int streams() {
        return opened.size();
    }

    /** Waits for a stream that the peer opens. */
    public Opened stream(int number) {
        Eventually.until("stream " + number, () -> opened.size() > number);
        return opened.get(number);
    }

    /** Waits until a connection is lost. */
    public void awaitLost() {
        Eventually.until("a loss", () -> !reasons.isEmpty());
    }
}
