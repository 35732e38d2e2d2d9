// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.registrar.text.Until;

/** Stand-ins of interfaces from several class loaders that know nothing of the registrar or of each other. */
@Timeout(300)
class StandInLoaderTest {
    private static final String ONE = """
            public interface One {
                Data one(Data[][] data);
            }
            class Data {}
            """;

    private static final String TWO = """
            public interface Two {
                String two(String text);
            }
            """;

    /** A class of the same name as that of {@link #ONE}. */
    private static final String TWO_WITH_DATA = """
            public interface Two {
                void two(Data data);
            }
            class Data {}
            """;

    private static final String TWO_INHERITS_DATA = """
            public interface Two extends Parent {}
            interface Parent {
                default void two(Data data) {}
            }
            class Data {}
            """;

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private final StandInFactory factory = new StandInFactory();

    /** Sees the classes of both, as the bundle of a target does. */
    private static final class Joined extends ClassLoader {
        private final ClassLoader more;

        Joined(ClassLoader first, ClassLoader more) {
            super(first);
            this.more = more;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return more.loadClass(name);
        }
    }

    private static Object target(ClassLoader loader, Class<?>... interfaces) {
        return Proxy.newProxyInstance(
                loader,
                interfaces,
                (proxy, method, arguments) -> method.getName().equals("two") ? arguments[0] : null);
    }

    private Object standIn(Object target, Class<?>... interfaces) {
        return factory.of(List.of(interfaces)).make(new StandInGuard(target), ended -> ended);
    }

    @Test
    void standIn_interfacesOfTwoLoaders_passesCallsOn() throws Exception {
        try (URLClassLoader first = ViewSources.compile(folder, "One", ONE);
                URLClassLoader second = ViewSources.compile(other, "Two", TWO)) {
            Class<?> one = first.loadClass("foreign.One");
            Class<?> two = second.loadClass("foreign.Two");
            Object standIn = standIn(target(new Joined(first, second), one, two), one, two, Callable.class);
            assertEquals("text", two.getMethod("two", String.class).invoke(standIn, "text"));
            Method call = one.getMethods()[0];
            assertEquals(null, call.invoke(standIn, (Object) null));
            assertEquals("nmr.view.foreign.One", standIn.getClass().getName());
        }
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void of_interfacesThatSeeOtherClassesUnderOneName_refused(String source) throws Exception {
        try (URLClassLoader first = ViewSources.compile(folder, "One", ONE);
                URLClassLoader second = ViewSources.compile(other, "Two", source)) {
            Class<?> one = first.loadClass("foreign.One");
            Class<?> two = second.loadClass("foreign.Two");
            assertRefused(
                    "There is no stand-in for foreign.One, foreign.Two, because foreign.Two sees another class"
                            + " foreign.Data than foreign.One does. Let their bundles import it from the same"
                            + " bundle, and refresh them",
                    one,
                    two);
            factory.of(List.of(one));
            factory.of(List.of(two));
        }
    }

    static Stream<String> conflicts() {
        return Stream.of(TWO_WITH_DATA, TWO_INHERITS_DATA);
    }

    @Test
    void of_interfacesOfOneNameFromTwoLoaders_refused() throws Exception {
        try (URLClassLoader first = ViewSources.compile(folder, "Two", TWO);
                URLClassLoader second = ViewSources.compile(other, "Two", TWO)) {
            assertRefused(
                    "foreign.Two sees another class foreign.Two than foreign.Two does",
                    first.loadClass("foreign.Two"),
                    second.loadClass("foreign.Two"));
        }
    }

    @Test
    void of_typeOfAMethodIsMissing_refused() throws Exception {
        try (URLClassLoader loader = ViewSources.compile(folder, "One", ONE)) {
            Files.delete(folder.resolve("foreign").resolve("Data.class"));
            assertRefused("because it cannot be linked: ", Runnable.class, loader.loadClass("foreign.One"));
        }
    }

    /** Returns what calls nobody back. */
    public interface Scheduling {
        ScheduledFuture<String> schedule();
    }

    /** Knows less of the result of the same method. */
    public interface Wide {
        Object schedule();
    }

    interface Hidden {}

    static Stream<Arguments> unsupported() {
        return Stream.of(
                Arguments.of(List.of(), "expected at least one interface, was none"),
                Arguments.of(List.of(Runnable.class, String.class), "of java.lang.String: it is not an interface"),
                Arguments.of(List.of(Hidden.class, Runnable.class), "it is not public"),
                Arguments.of(List.of(Runnable.class, Runnable.class), "java.lang.Runnable is named twice"),
                Arguments.of(List.of(Runnable.class, Scheduling.class), "has no callback for its end"),
                Arguments.of(List.of(Wide.class, Scheduling.class), "has no callback for its end"));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void of_unsupported_refusedWithTheReason(List<Class<?>> interfaces, String reason) {
        assertRefused(reason, interfaces.toArray(Class<?>[]::new));
    }

    private void assertRefused(String reason, Class<?>... interfaces) {
        String message = assertThrows(IllegalArgumentException.class, () -> factory.of(List.of(interfaces)))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void of_sameInterfaces_sameMaker() {
        StandInMaker maker = factory.of(List.of(Runnable.class, Callable.class));
        assertSame(maker, factory.of(List.of(Runnable.class, Callable.class)));
        assertNotSame(maker, factory.of(List.of(Callable.class, Runnable.class)));
        assertNotSame(maker, factory.of(List.of(Runnable.class)));
    }

    @Test
    void of_onlyAStandInIsKept_sameClassAgain() {
        Object standIn = standIn((Runnable) () -> {}, Runnable.class);
        System.gc();
        assertSame(
                standIn.getClass(), standIn((Runnable) () -> {}, Runnable.class).getClass());
        Reference.reachabilityFence(standIn);
    }

    @Test
    void loaders_afterUse_areCollectedThoughTheFactoryLives() throws Exception {
        List<WeakReference<Object>> loaders = useAndForget();
        loaders.forEach(StandInLoaderTest::awaitCollected);
        factory.of(List.of(Runnable.class));
    }

    private List<WeakReference<Object>> useAndForget() throws Exception {
        try (URLClassLoader first = ViewSources.compile(folder, "One", ONE);
                URLClassLoader second = ViewSources.compile(other, "Two", TWO)) {
            Class<?> one = first.loadClass("foreign.One");
            Class<?> two = second.loadClass("foreign.Two");
            Object standIn = standIn(target(new Joined(first, second), one, two), one, two);
            assertEquals("text", two.getMethod("two", String.class).invoke(standIn, "text"));
            return List.of(
                    new WeakReference<>(first),
                    new WeakReference<>(second),
                    new WeakReference<>(standIn.getClass().getClassLoader()));
        }
    }

    /** One that was made again in between takes no place beside the old one. */
    @Test
    void of_makerCollectedAndMadeAgain_isFound() {
        awaitCollected(new WeakReference<>(factory.of(List.of(Callable.class, Comparable.class))));
        StandInMaker maker = factory.of(List.of(Callable.class, Comparable.class));
        System.gc();
        assertSame(maker, factory.of(List.of(Callable.class, Comparable.class)));
    }

    @Test
    void target_afterTheEnd_isCollectedThoughTheStandInIsKept() {
        StandInGuard guard = new StandInGuard(new Object[0]);
        Object standIn = usedStandIn(guard);
        guard.end();
        awaitCollected(targets[0]);
        assertEquals("stand-in for java.lang.Runnable of side 7", standIn.toString());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final WeakReference<Object>[] targets = new WeakReference[1];

    private Object usedStandIn(StandInGuard guard) {
        boolean[] wasCalled = new boolean[1];
        guard.reclose();
        Runnable target = () -> wasCalled[0] = true;
        targets[0] = new WeakReference<>(target);
        guard.open(target);
        Runnable standIn = (Runnable) factory.of(List.of(Runnable.class)).make(guard, ended -> ended);
        standIn.run();
        assertTrue(wasCalled[0]);
        return standIn;
    }

    private static void awaitCollected(WeakReference<?> reference) {
        Until.holds("the object is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
