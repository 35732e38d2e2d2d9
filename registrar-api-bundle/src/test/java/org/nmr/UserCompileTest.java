// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleActivator;

/** The annotations of the API are for those who have a checker; who has not sees nothing of them. */
class UserCompileTest {
    private static final String MODULE = """
            package user;

            import java.time.Duration;
            import org.nmr.AttachResult;
            import org.nmr.BindingContext;
            import org.nmr.Capture;
            import org.nmr.ClientCharacteristics;
            import org.nmr.ClientModule;
            import org.nmr.ClientRegistration;
            import org.nmr.Deregistration;
            import org.nmr.ModuleRegistrations;
            import org.nmr.NetworkModuleActivator;
            import org.nmr.Npi;
            import org.nmr.ProviderProposal;

            public final class User extends NetworkModuleActivator implements ClientModule<Void, Runnable> {
                private static final Npi<Void, Runnable> NPI = Npi.of("user", Runnable.class);

                @Override
                public void register(ModuleRegistrations nmr) {
                    ClientRegistration mine = nmr.registerClient(ClientCharacteristics.of(NPI, this));
                    try (Capture<Runnable> capture = nmr.capture(NPI, Duration.ZERO)) {
                        System.out.println(capture.reason());
                    }
                    Deregistration end = mine.deregister();
                    System.out.println(end.isComplete() + " " + mine.close(Duration.ZERO) + nmr.unload());
                }

                @Override
                public void attachProvider(ProviderProposal<Void, Runnable> proposal) {
                    AttachResult result = proposal.attach(BindingContext.NONE);
                    System.out.println(result.reason() + proposal.registration().isEnding());
                }
            }
            """;

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///user/User.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static String place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Test
    void compile_moduleWithoutTheJarsOfTheAnnotations_hasNoWarning(@TempDir Path classes) throws Exception {
        assertCompiles(MODULE, classes, Npi.class, BundleActivator.class);
    }

    @Test
    void compile_moduleThatRequiresTheRegistrar_needsOsgiAnnotationsOnly(@TempDir Path classes) throws Exception {
        String requiring = MODULE.replace("public final class", "@org.nmr.RequireNetworkModuleRegistrar public class");
        assertCompiles(requiring, classes, Npi.class, BundleActivator.class, Requirement.class);
    }

    private static void assertCompiles(String module, Path classes, Class<?>... path) throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringJoiner places = new StringJoiner(File.pathSeparator);
        for (Class<?> type : path) {
            places.add(place(type));
        }
        List<String> options =
                List.of("-d", classes.toString(), "-cp", places.toString(), "-proc:none", "-Xlint:all", "-Werror");
        StringWriter output = new StringWriter();
        List<JavaFileObject> sources = List.of(new Source(module));
        boolean compiled =
                javac.getTask(output, null, null, options, null, sources).call();

        assertTrue(compiled, output::toString);
        assertEquals("", output.toString());
    }

    @Test
    void checkReturnValue_isOnWhatMustBeUsed() {
        Set<String> checked = new TreeSet<>();
        Stream.of(NpiRegistrar.class, ModuleRegistrations.class, Registration.class, ProviderProposal.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(CheckReturnValue.class))
                .map(UserCompileTest::signature)
                .forEach(checked::add);

        assertEquals(
                Set.of(
                        "ModuleRegistrations.close(Duration)",
                        "ModuleRegistrations.unload()",
                        "NpiRegistrar.capture(CaptureRequest, Duration)",
                        "NpiRegistrar.capture(Npi, Duration)",
                        "NpiRegistrar.capture(Npi, Object, Duration)",
                        "ProviderProposal.attach(BindingContext)",
                        "ProviderProposal.attach(BindingContext, Object)",
                        "Registration.close(Duration)",
                        "Registration.deregister()"),
                checked);
    }

    private static String signature(Method method) {
        List<String> parameters =
                Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + String.join(", ", parameters)
                + ")";
    }
}
