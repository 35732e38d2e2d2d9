// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network in memory. One thread delivers everything, in the order in which it was sent. A test may cut all
 * connections, or stall them: then frames wait until they go on, and no stream is ready.
 */
public final class MemoryNet implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "memory net"));
    private final Map<String, ConnectionHandler> listeners = new ConcurrentHashMap<>();
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private final AtomicInteger ports = new AtomicInteger(1);

    /** Guarded by itself: what waits while the net stalls. */
    private final List<Runnable> held = new ArrayList<>();

    private volatile boolean stalls;

    /** Makes an engine of one node. */
    public Engine engine() {
        return new MemoryEngine();
    }

    /** Cuts all connections; what was not delivered is lost. */
    public void cut() {
        pairs.forEach(pair -> pair.close("cut"));
    }

    /** Who dials this address comes to the other one. */
    public void alias(String address, String real) {
        listeners.put(address, listeners.get(real));
    }

    /** Returns when all that was sent until now has arrived. */
    public void settle() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    /** From now on nothing arrives. */
    public void stall() {
        stalls = true;
    }

    /** What has waited arrives. */
    public void goOn() {
        synchronized (held) {
            stalls = false;
            held.forEach(thread::execute);
            held.clear();
        }
        pairs.forEach(Pair::ready);
    }

    /** The dialled ends of connections that are up. */
    public List<Connection> dialled() {
        return pairs.stream().map(pair -> (Connection) pair.dialled).toList();
    }

    private void deliver(Runnable task) {
        synchronized (held) {
            if (stalls) {
                held.add(task);
                return;
            }
        }
        now(task);
    }

    private void now(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(task);
        }
    }

    @Override
    public void close() {
        cut();
        thread.shutdown();
    }

    private final class MemoryEngine implements Engine {
        private final List<String> listening = new CopyOnWriteArrayList<>();
        private final List<Pair> own = new CopyOnWriteArrayList<>();

        @Override
        public String listen(String address, ConnectionHandler handler) throws EngineException {
            String real = address.endsWith(":0")
                    ? address.substring(0, address.length() - 1) + ports.getAndIncrement()
                    : address;
            if (listeners.putIfAbsent(real, handler) != null) {
                throw new EngineException(real + " is in use", null);
            }
            listening.add(real);
            return real;
        }

        @Override
        public Connection dial(String address, ConnectionHandler handler) {
            Pair pair = new Pair(address, handler);
            own.add(pair);
            now(() -> {
                ConnectionHandler other = listeners.get(address);
                if (other == null) {
                    pair.isClosed.set(true);
                    pair.dialled.lose("nobody listens at " + address);
                } else {
                    pair.begin(other);
                }
            });
            return pair.dialled;
        }

        @Override
        public void close() {
            listening.forEach(listeners::remove);
            own.forEach(pair -> pair.close("the engine is closed"));
            pairs.stream()
                    .filter(pair -> listening.contains(pair.address))
                    .forEach(pair -> pair.close("the engine is closed"));
        }
    }

    private final class Pair {
        final End dialled;
        final End accepted;
        private final String address;
        private final AtomicBoolean isClosed = new AtomicBoolean();

        Pair(String address, ConnectionHandler handler) {
            this.address = address;
            dialled = new End(this, address, handler);
            accepted = new End(this, "dialler of " + address, handler);
        }

        void begin(ConnectionHandler other) {
            accepted.handler = other;
            pairs.add(this);
            accepted.handler.connected(accepted);
            dialled.handler.connected(dialled);
        }

        End other(End end) {
            return end == dialled ? accepted : dialled;
        }

        void ready() {
            now(() -> {
                dialled.streams.forEach(stream -> stream.receiver.ready());
                accepted.streams.forEach(stream -> stream.receiver.ready());
            });
        }

        void close(String reason) {
            if (isClosed.compareAndSet(false, true)) {
                pairs.remove(this);
                now(() -> {
                    dialled.lose(reason);
                    accepted.lose(reason);
                });
            }
        }
    }

    private final class End implements Connection {
        private final Pair pair;
        private final String remote;
        private final List<Stream> streams = new CopyOnWriteArrayList<>();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong received = new AtomicLong();
        private ConnectionHandler handler;

        End(Pair pair, String remote, ConnectionHandler handler) {
            this.pair = pair;
            this.remote = remote;
            this.handler = handler;
        }

        void lose(String reason) {
            streams.forEach(stream -> stream.lose(reason));
            handler.lost(this, reason);
        }

        @Override
        public String certifiedName() {
            return "";
        }

        @Override
        public String remoteAddress() {
            return remote;
        }

        @Override
        public FrameStream open(Receiver receiver) {
            Stream here = new Stream(this);
            here.receiver = receiver;
            streams.add(here);
            End other = pair.other(this);
            Stream there = new Stream(other);
            here.other = there;
            there.other = here;
            if (pair.isClosed.get()) {
                now(() -> here.lose("the connection is gone"));
                return here;
            }
            deliver(() -> {
                if (!pair.isClosed.get()) {
                    other.streams.add(there);
                    there.receiver = other.handler.opened(other, there);
                }
            });
            return here;
        }

        @Override
        public void close(String reason) {
            pair.close(reason);
        }

        @Override
        public long sent() {
            return sent.get();
        }

        @Override
        public long received() {
            return received.get();
        }
    }

    private final class Stream implements FrameStream {
        private final End end;
        private final AtomicBoolean isEnded = new AtomicBoolean();
        private final AtomicBoolean hasArrived = new AtomicBoolean();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private volatile Receiver receiver = new Nobody();
        private Stream other = this;

        Stream(End end) {
            this.end = end;
        }

        void lose(String reason) {
            boolean bothEnded = hasArrived.get() && other.hasArrived.get();
            if (isOver.compareAndSet(false, true) && !bothEnded) {
                receiver.lost(reason);
            }
            end.streams.remove(this);
        }

        @Override
        public void send(byte[] frame) {
            if (isEnded.get() || isOver.get()) {
                return;
            }
            end.sent.addAndGet(frame.length);
            deliver(() -> {
                if (!other.isOver.get()) {
                    other.end.received.addAndGet(frame.length);
                    other.receiver.frame(frame);
                }
            });
        }

        @Override
        public boolean isReady() {
            return !stalls;
        }

        @Override
        public void end() {
            if (isEnded.compareAndSet(false, true)) {
                deliver(() -> {
                    if (!other.isOver.get()) {
                        other.receiver.ended();
                    }
                    hasArrived.set(true);
                    if (other.hasArrived.get()) {
                        isOver.set(true);
                        other.isOver.set(true);
                        end.streams.remove(this);
                        other.end.streams.remove(other);
                    }
                });
            }
        }

        @Override
        public void abort(String reason) {
            now(() -> {
                lose(reason);
                other.lose(reason);
            });
        }
    }

    private static final class Nobody implements Receiver {
        @Override
        public void frame(byte[] frame) {}

        @Override
        public void ready() {}

        @Override
        public void ended() {}

        @Override
        public void lost(String reason) {}
    }
}
