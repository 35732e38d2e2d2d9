// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Of which types there is no view, and how it is said. */
class ViewRulesTest {
    private static final String NAME = ViewRulesTest.class.getName();

    /** Open to one class only. */
    public sealed interface Sealed permits Only {}

    /** The one class. */
    public static final class Only implements Sealed {}

    interface Hidden {}

    /** Inherits from what is not public. */
    public interface Shown extends Hidden {}

    /** A member that subclasses of the outer class see. */
    protected interface Protected {
        int one();
    }

    /** Returns a future without callback that cannot be wrapped. */
    public interface Scheduling {
        ScheduledFuture<String> schedule();
    }

    /** Returns one by way of a type argument. */
    public interface GenericScheduling extends java.util.function.Supplier<ScheduledFuture<String>> {}

    /** Its caller chooses the class. */
    public interface Choosing {
        <F extends java.util.concurrent.Future<String>> F choose();
    }

    /** Would be called by the garbage collector. */
    public interface Finalizing {
        @SuppressWarnings("removal")
        void finalize();
    }

    private final ViewFactory factory = new ViewFactory();

    static Stream<Arguments> unsupported() throws Exception {
        return Stream.of(
                Arguments.of(String.class, "it is not an interface"),
                Arguments.of(int.class, "it is not an interface"),
                Arguments.of(Runnable[].class, "it is not an interface"),
                Arguments.of(Sealed.class, "it is sealed, so only the types that it permits may implement it"),
                Arguments.of(Hidden.class, "it is not public, and the view has its own class loader"),
                Arguments.of(hidden(), "it is a hidden class, which no other class can name"),
                Arguments.of(
                        Class.forName("sun.security.util.Cache$CacheVisitor"),
                        "its module java.base does not export its package to all modules"),
                Arguments.of(Scheduling.class, futureOf(Scheduling.class.getName() + ".schedule()")),
                Arguments.of(
                        GenericScheduling.class,
                        "public abstract java.lang.Object java.util.function.Supplier.get()" + FUTURE),
                Arguments.of(
                        Choosing.class,
                        "public abstract java.util.concurrent.Future " + NAME
                                + "$Choosing.choose() returns a subtype of java.util.concurrent.Future"
                                + " that its caller chooses, a Future that has no callback for its end."
                                + " Return CompletionStage or Future itself"),
                Arguments.of(
                        Finalizing.class,
                        "public abstract void " + NAME
                                + "$Finalizing.finalize() would be called by the garbage collector"));
    }

    private static final String FUTURE =
            " returns java.util.concurrent.ScheduledFuture, a Future that has no callback for"
                    + " its end. Return CompletionStage or Future itself";

    private static String futureOf(String method) {
        return "public abstract java.util.concurrent.ScheduledFuture " + method + FUTURE;
    }

    private static Class<?> hidden() throws IllegalAccessException {
        ClassWriter type = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
        type.visit(Opcodes.V17, access, NAME.replace('.', '/') + "$Secret", null, "java/lang/Object", null);
        return MethodHandles.lookup()
                .defineHiddenClass(type.toByteArray(), /* initialize= */ true)
                .lookupClass();
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void unsupportedReason_tellsWhyAndWhatToDo(Class<?> type, String why) {
        String text = "There is no counted view of " + type.getName() + ", because " + why
                + ". Use manual calls instead: enter()";
        assertEquals(text, factory.unsupportedReason(type));
        assertEquals(
                text,
                assertThrows(IllegalArgumentException.class, () -> factory.of(type))
                        .getMessage());
    }

    @Test
    void unsupportedReason_supported_isNull() {
        assertNull(factory.unsupportedReason(Shown.class));
        assertNull(factory.unsupportedReason(Protected.class));
        assertNull(factory.unsupportedReason(Runnable.class));
    }

    @Test
    void unsupportedReason_typeOfAMethodIsMissing_namesIt(@TempDir Path folder) throws Exception {
        try (URLClassLoader loader =
                ViewSources.compile(folder, "Service", "public interface Service { void m(Gone g); } class Gone {}")) {
            Files.delete(folder.resolve("foreign/Gone.class"));
            String reason = factory.unsupportedReason(loader.loadClass("foreign.Service"));
            assertNotNull(reason);
            assertTrue(
                    reason.startsWith("There is no counted view of foreign.Service, because it cannot be linked:")
                            && reason.contains("foreign/Gone")
                            && reason.contains("A view needs all types that the interface's methods name"),
                    reason);
        }
    }
}
