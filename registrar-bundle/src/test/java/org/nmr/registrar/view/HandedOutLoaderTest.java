// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.HandsOut;
import org.nmr.registrar.call.TestThreads;
import org.nmr.registrar.text.Until;

/** Views of handed-out objects whose types the registrar does not see, and where the stack ends. */
class HandedOutLoaderTest {
    private static final String POOL = """
            public interface Pool {
                Connection connect();

                interface Connection extends AutoCloseable {
                    Statement statement();

                    void close();
                }

                interface Statement {
                    Connection connection();
                }

                static Pool create() {
                    return () -> new Connection() {
                        public Statement statement() {
                            return () -> this;
                        }

                        public void close() {}
                    };
                }

                static boolean use(Pool pool) {
                    try (Connection connection = pool.connect()) {
                        return connection.statement().connection() == connection;
                    }
                }
            }
            """;

    private final StandInFactory factory = new StandInFactory();

    @TempDir
    Path folder;

    @Test
    void loaders_afterUse_areCollectedThoughTheFactoryLives() throws Exception {
        for (WeakReference<?> each : useAndForget()) {
            Until.holds("the loader is collected", () -> {
                System.gc();
                return each.get() == null;
            });
        }
        factory.of(List.of(Runnable.class));
    }

    private List<WeakReference<?>> useAndForget() throws Exception {
        try (URLClassLoader loader = ViewSources.compile(folder, "Pool", POOL)) {
            Class<?> type = loader.loadClass("foreign.Pool");
            StandInGuard guard = new StandInGuard(type.getMethod("create").invoke(null));
            Set<String> names = Set.of("foreign.Pool$Connection", "foreign.Pool$Statement");
            Object pool = factory.of(List.of(type), names).make(guard, ended -> ended);
            assertEquals(true, type.getMethod("use", type).invoke(null, pool));
            Object connection = type.getMethod("connect").invoke(pool);
            assertTrue(connection instanceof HandedOutView);
            assertFalse(guard.shutAndSeeDrained());
            ((AutoCloseable) connection).close();
            assertTrue(guard.wasDrained());
            return List.of(
                    new WeakReference<>(loader),
                    new WeakReference<>(pool.getClass().getClassLoader()),
                    new WeakReference<>(connection.getClass().getClassLoader()));
        }
    }

    /** Hands out itself, and calls itself through what it has handed out. */
    public interface Deep extends AutoCloseable {
        /** Goes on until the stack ends. */
        @HandsOut
        Deep next();

        @Override
        void close();
    }

    @Test
    void view_stackEndsInside_leavesNoCount() throws Exception {
        AtomicReference<Deep> self = new AtomicReference<>();
        class Endless implements Deep {
            @Override
            public Deep next() {
                try (Deep next = self.get().next()) {
                    assertSame(next, next);
                    return new Endless();
                }
            }

            @Override
            public void close() {}
        }
        ViewGuard<Deep> guard = new ViewGuard<>(new Endless());
        self.set(new ViewFactory().of(Deep.class).apply(guard));
        AtomicReference<Throwable> end = new AtomicReference<>();
        for (int i = 0; i < 10; i++) {
            TestThreads.startVirtual(() -> {
                        try {
                            self.get().next();
                        } catch (Throwable e) {
                            end.set(e);
                        }
                    })
                    .join();
            assertTrue(end.get() instanceof StackOverflowError, () -> String.valueOf(end.get()));
        }
        guard.endDoneCalls(/* askers= */ null);
        assertEquals(List.of(), guard.holders());
        assertTrue(guard.shutAndSeeDrained() || guard.look());
    }
}
