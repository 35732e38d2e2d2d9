// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nmr.DetachedException;
import org.nmr.HandsOut;
import org.nmr.registrar.call.Holder;

/** What a view's method hands out is counted, and in flight until it is closed. */
class HandedOutViewTest {
    private final Pool pool = new Pool();
    private final StandInGuard guard = new StandInGuard(pool);
    private final Connections view = view(Connections.class);

    /** Hands out all kinds of objects. */
    public interface Connections {
        @HandsOut
        @Nullable
        Connection connect(String name);

        @HandsOut
        Iterator<String> names();

        Connection notMarked();
    }

    /** Is closed, and hands out in its turn. */
    public interface Connection extends AutoCloseable {
        String name();

        @HandsOut
        Query query(String text);

        @HandsOut
        Connection self();

        CompletionStage<String> later();

        default String greeting() {
            return "hello " + name();
        }

        @Override
        void close();
    }

    /** Lives as long as its connection. */
    public interface Query {
        long run(long a, double b, byte c);

        @HandsOut
        Connection connection();
    }

    private static final class Pool implements Connections {
        final List<String> closed = new ArrayList<>();

        @Nullable
        RuntimeException failure;

        @Nullable
        Error closeFailure;

        final CompletableFuture<String> later = new CompletableFuture<>();
        private final Connection only = new OneConnection("only");

        @Override
        public @Nullable Connection connect(String name) {
            if (failure != null) {
                throw failure;
            }
            return switch (name) {
                case "" -> null;
                case "only" -> only;
                default -> new OneConnection(name);
            };
        }

        @Override
        public Iterator<String> names() {
            return List.of("a", "b").iterator();
        }

        @Override
        public Connection notMarked() {
            return only;
        }

        private final class OneConnection implements Connection {
            private final String name;

            OneConnection(String name) {
                this.name = name;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Query query(String text) {
                return new Query() {
                    @Override
                    public long run(long a, double b, byte c) {
                        return a + (long) b + c + text.length();
                    }

                    @Override
                    public Connection connection() {
                        return OneConnection.this;
                    }
                };
            }

            @Override
            public Connection self() {
                return this;
            }

            @Override
            public CompletionStage<String> later() {
                return later;
            }

            @Override
            public void close() {
                closed.add(name);
                if (closeFailure != null) {
                    throw closeFailure;
                }
            }

            @Override
            public String toString() {
                throw new AssertionError("the target is not asked");
            }
        }
    }

    private <T> T view(Class<T> type) {
        return type.cast(new StandInFactory().of(List.of(type)).make(guard, ended -> ended));
    }

    private Connection connect(String name) {
        Connection connection = view.connect(name);
        assertTrue(connection != null, "connected");
        return connection;
    }

    @Test
    void connect_open_returnsACountedView() {
        Connection connection = connect("one");
        assertEquals("one", connection.name());
        assertEquals("hello one", connection.greeting());
        assertEquals(Query.class, connection.query("abc").getClass().getInterfaces()[0]);
        assertEquals(1 + 2 + 3 + 3, connection.query("abc").run(1, 2.5, (byte) 3));
        assertEquals(
                "nmr.view." + Connection.class.getName(), connection.getClass().getName());
        connection.close();
        assertEquals(List.of("one"), pool.closed);
    }

    @Test
    void connect_ofAViewOfOneInterface_isTheSame() {
        ViewGuard<Connections> other = new ViewGuard<>(pool);
        Connection connection =
                new ViewFactory().of(Connections.class).apply(other).connect("one");
        assertTrue(connection instanceof HandedOutView);
        assertFalse(other.shutAndSeeDrained());
        assertEquals("one", connection.name());
        connection.close();
        assertTrue(other.wasDrained());
        assertThrows(IllegalStateException.class, connection::name);
    }

    @Test
    void connect_null_staysNull() {
        assertNull(view.connect(""));
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void connect_throws_isNotInFlight() {
        pool.failure = new IllegalArgumentException("no");
        assertSame(pool.failure, assertThrows(IllegalArgumentException.class, () -> view.connect("one")));
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void notMarked_returnsTheObjectItself() {
        assertSame(pool.only, view.notMarked());
    }

    @Test
    void shut_notClosed_waitsAndLetsItsCallsIn() {
        Connection connection = connect("one");
        Query before = connection.query("abc");
        assertFalse(guard.shutAndSeeDrained());
        assertThrows(DetachedException.class, () -> view.connect("two"));
        assertEquals("one", connection.name());
        assertEquals(6, before.run(1, 1, (byte) 1));
        assertEquals(4, connection.query("a").run(1, 1, (byte) 1));
        assertFalse(guard.wasDrained());
        connection.close();
        assertTrue(guard.wasDrained());
        assertEquals(List.of("one"), pool.closed);
    }

    @Test
    void call_afterTheEnd_throwsWhatTheSideThrows() {
        Connection connection = connect("one");
        Query query = connection.query("abc");
        Iterator<String> names = view.names();
        assertEquals("a", names.next());
        connection.close();
        assertTrue(guard.shutAndSeeDrained());
        assertThrows(DetachedException.class, connection::name);
        assertThrows(DetachedException.class, () -> query.run(1, 1, (byte) 1));
        assertThrows(DetachedException.class, names::next);
    }

    @Test
    void shut_onlyNotClosableKept_doesNotWait() {
        Iterator<String> names = view.names();
        assertTrue(guard.shutAndSeeDrained());
        assertThrows(DetachedException.class, names::hasNext);
    }

    @Test
    void call_closedWhileAnotherIsOpen_isRefusedOnceShut() {
        Connection one = connect("one");
        Connection two = connect("two");
        one.close();
        assertEquals("one", one.name()); // the object says what it does when it is closed
        assertFalse(guard.shutAndSeeDrained());
        assertThrows(DetachedException.class, one::name);
        assertEquals("two", two.name());
        two.close();
        assertTrue(guard.wasDrained());
    }

    @Test
    void close_twice_endsItOnce() {
        Connection one = connect("one");
        Connection two = connect("two");
        one.close();
        one.close();
        assertEquals(List.of("one", "one"), pool.closed);
        assertFalse(guard.shutAndSeeDrained());
        one.close(); // closed already, so it is no error
        assertEquals(List.of("one", "one"), pool.closed);
        two.close();
        assertTrue(guard.wasDrained());
        two.close();
        assertEquals(List.of("one", "one", "two"), pool.closed);
    }

    @Test
    void close_throwsAnError_endsIt() {
        Connection connection = connect("one");
        pool.closeFailure = new StackOverflowError("of the provider");
        assertFalse(guard.shutAndSeeDrained());
        assertSame(pool.closeFailure, assertThrows(StackOverflowError.class, connection::close));
        assertTrue(guard.wasDrained());
    }

    @Test
    void close_onAnotherThread_endsIt() {
        Connection connection = connect("one");
        assertFalse(guard.shutAndSeeDrained());
        CompletableFuture.runAsync(connection::close).join();
        assertTrue(guard.wasDrained());
    }

    @Test
    void close_abandoned_throwsAndChangesNothing() {
        Connection connection = connect("one");
        assertFalse(guard.shutAndSeeDrained());
        assertTrue(guard.abandon());
        assertThrows(DetachedException.class, connection::close);
        assertThrows(DetachedException.class, connection::name);
        assertEquals(List.of(), pool.closed);
        assertEquals(List.of(), guard.handedOut());
    }

    @Test
    void handedOut_someClosed_returnsTheOpenViews() {
        Connection one = connect("one");
        Connection two = connect("two");
        Connection three = connect("three");
        view.names();
        two.close();
        List<AutoCloseable> open = guard.handedOut();
        assertEquals(List.of(three, one), open);
        assertSame(one, open.get(1));
    }

    @Test
    void holders_notClosed_tellWhatAndByWhich() {
        connect("one");
        List<Holder> holders = guard.holders();
        assertEquals(1, holders.size());
        assertEquals(Connection.class.getName(), holders.get(0).handedOut());
        assertEquals(Connections.class.getName() + ".connect", holders.get(0).what());
        assertNull(holders.get(0).thread());
        assertTrue(holders.get(0).began().isPresent());
    }

    @Test
    void asynchronousCall_ofAShutGuard_countsUntilItIsDone() {
        Connection connection = connect("one");
        assertFalse(guard.shutAndSeeDrained());
        CompletionStage<String> later = connection.later();
        connection.close();
        assertFalse(guard.wasDrained());
        pool.later.complete("done");
        assertTrue(guard.wasDrained());
        assertTrue(later.toCompletableFuture().isDone());
    }

    @Test
    void backToTheConnection_open_isTheSameViewAndNotInFlightTwice() {
        Connection connection = connect("one");
        assertSame(connection, connection.query("abc").connection());
        assertSame(connection, connection.self());
        assertEquals(1, guard.holders().size());
    }

    @Test
    void connect_sameObjectTwice_twoViewsThatAreEqual() {
        Connection one = connect("only");
        Connection two = connect("only");
        assertNotSame(one, two);
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertNotEquals(one, connect("other"));
        assertNotEquals(one, pool.only);
        assertEquals(
                "counted " + Connection.class.getName() + " handed out by " + Connections.class.getName()
                        + ".connect of side 7",
                one.toString());
        one.close();
        assertFalse(guard.shutAndSeeDrained());
        assertEquals("only", two.name());
        int hash = two.hashCode();
        two.close();
        guard.abandon();
        assertEquals(hash, two.hashCode());
        assertEquals(two, two);
        assertNotEquals(one, two);
    }

    @Test
    void standIn_namedTypes_handOutWithoutAMark() {
        Connections named = (Connections) new StandInFactory()
                .of(List.of(Connections.class), Set.of(Connection.class.getName(), "no.such.Type"))
                .make(guard, ended -> ended);
        Connection connection = named.notMarked();
        assertNotSame(pool.only, connection);
        assertFalse(guard.shutAndSeeDrained());
        connection.close();
        assertTrue(guard.wasDrained());
    }

    @Test
    void standIn_otherNames_isAnotherClass() {
        StandInFactory factory = new StandInFactory();
        StandInMaker marked = factory.of(List.of(Connections.class));
        assertNotSame(marked, factory.of(List.of(Connections.class), Set.of(Connection.class.getName())));
        assertSame(marked, factory.of(List.of(Connections.class), Set.of()));
    }
}
