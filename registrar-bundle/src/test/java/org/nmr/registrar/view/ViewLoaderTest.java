// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.text.Until;

/** Views of interfaces whose class loader knows nothing of the registrar. */
@Timeout(300)
class ViewLoaderTest {
    private static final String SERVICE = """
            public interface Service extends Parent {
                Answer ask(Question q, Question[] more) throws Problem;
                static Object target() {
                    return new Service() {
                        public Answer ask(Question q, Question[] more) { return new Answer(q.text + more.length); }
                        public Question next() { return new Question("next"); }
                    };
                }
                static String use(Service s) throws Problem {
                    return s.ask(s.next(), new Question[2]).text;
                }
            }
            interface Parent { Question next(); }
            class Question { final String text; Question(String text) { this.text = text; } }
            final class Answer { final String text; Answer(String text) { this.text = text; } }
            class Problem extends Exception {}
            """;

    @TempDir
    Path folder;

    private final ViewFactory factory = new ViewFactory();

    private static <D> D view(ViewFactory factory, Class<D> type) throws Exception {
        return factory.of(type)
                .apply(new ViewGuard<>(type.cast(type.getMethod("target").invoke(null))));
    }

    @Test
    void foreignLoader_doesNotSeeTheRegistrar() throws Exception {
        try (URLClassLoader loader = ViewSources.compile(folder, "Service", SERVICE)) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(Guard.class.getName()));
        }
    }

    @Test
    void view_nonPublicTypesInPublicInterface_works() throws Exception {
        try (URLClassLoader loader = ViewSources.compile(folder, "Service", SERVICE)) {
            Class<?> type = loader.loadClass("foreign.Service");
            Object view = view(factory, type);
            Method use = type.getMethod("use", type);
            assertEquals("next2", use.invoke(null, view));
            assertNotSame(loader, view.getClass().getClassLoader());
            assertEquals("nmr.view.foreign.Service", view.getClass().getName());
        }
    }

    @Test
    void of_sameInterface_sameClass() {
        Function<Guard<Runnable>, Runnable> first = factory.of(Runnable.class);
        assertSame(first, factory.of(Runnable.class));
        assertSame(
                first.apply(new ViewGuard<>(() -> {})).getClass(),
                first.apply(new ViewGuard<>(() -> {})).getClass());
    }

    @Test
    void of_sameNameFromTwoLoaders_twoClasses(@TempDir Path other) throws Exception {
        try (URLClassLoader one = ViewSources.compile(folder, "Service", SERVICE);
                URLClassLoader two = ViewSources.compile(other, "Service", SERVICE)) {
            Object first = view(factory, one.loadClass("foreign.Service"));
            Object second = view(factory, two.loadClass("foreign.Service"));
            assertNotEquals(first.getClass(), second.getClass());
        }
    }

    @Test
    void of_onlyAViewIsKept_sameClassAgain() {
        Runnable view = factory.of(Runnable.class).apply(new ViewGuard<>(() -> {}));
        System.gc();
        assertSame(
                view.getClass(),
                factory.of(Runnable.class).apply(new ViewGuard<>(() -> {})).getClass());
        Reference.reachabilityFence(view);
    }

    @Test
    void loader_afterUse_isCollectedThoughTheFactoryLives() throws Exception {
        WeakReference<ClassLoader> loader = useAndForget();
        awaitCollected(loader);
        assertNull(factory.unsupportedReason(Runnable.class));
    }

    private WeakReference<ClassLoader> useAndForget() throws Exception {
        try (URLClassLoader loader = ViewSources.compile(folder, "Service", SERVICE)) {
            Class<?> type = loader.loadClass("foreign.Service");
            assertEquals("next2", type.getMethod("use", type).invoke(null, view(factory, type)));
            return new WeakReference<>(loader);
        }
    }

    @Test
    void target_afterTheEnd_isCollectedThoughTheViewIsKept() {
        WeakReference<Runnable>[] target = newArray();
        Runnable view = usedView(target);
        awaitCollected(target[0]);
        assertEquals("counted java.lang.Runnable of side 7", view.toString());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static WeakReference<Runnable>[] newArray() {
        return new WeakReference[1];
    }

    private Runnable usedView(WeakReference<Runnable>[] target) {
        List<String> calls = new ArrayList<>();
        Runnable called = () -> calls.add("called");
        target[0] = new WeakReference<>(called);
        ViewGuard<Runnable> guard = new ViewGuard<>(called);
        Runnable view = factory.of(Runnable.class).apply(guard);
        view.run();
        assertEquals(List.of("called"), calls);
        guard.end();
        return view;
    }

    private static void awaitCollected(WeakReference<?> reference) {
        Until.holds("the object is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
