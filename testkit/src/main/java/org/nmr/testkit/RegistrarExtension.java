// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a registrar and a harness of its own, as parameters, and ends both after the test.
 *
 * <pre>
 * &#64;ExtendWith(RegistrarExtension.class)
 * class GreeterTest {
 *     &#64;Test
 *     void start_activator_offersTheGreeter(PlainRegistrar registrar, ModuleHarness harness) { ... }
 * }
 * </pre>
 *
 * <p>A test, and a method with {@code @BeforeEach} or {@code @AfterEach}, may have parameters of the types {@link
 * PlainRegistrar} and {@link ModuleHarness}. The harness uses the registrar of the same test. A constructor and a
 * method with {@code @BeforeAll} cannot have them.
 *
 * <p>If a test passes, its end unloads everything and waits for it. The test then fails if
 *
 * <ul>
 *   <li>an unload is not complete in time, see {@link PlainRegistrar#closeWithin}; the failure says who blocks it;
 *   <li>a binding or a registration is left;
 *   <li>a rule of the harness is broken, see {@link ModuleHarness};
 *   <li>a thread that the test has started is left, or something that runs on a thread of the harness has failed and
 *       the test has not seen that. Threads of the JDK, virtual threads and {@linkplain #ignoreThreads ignored threads}
 *       do not count. If JUnit runs tests in parallel, only threads of the harness count.
 * </ul>
 *
 * <p>If a test fails, its end checks nothing. So the failure of the test is the one that is seen.
 *
 * <p>Works with each lifecycle of test classes, in nested classes, as a static or an instance field with
 * {@code @RegisterExtension}, and in parallel tests. Thread safe.
 */
public final class RegistrarExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    private final Namespace namespace = Namespace.create(RegistrarExtension.class, this);
    private final List<String> ignored = new CopyOnWriteArrayList<>();

    /** What one test has. */
    private record Fixture(PlainRegistrar registrar, ModuleHarness harness, ThreadCheck threads) {}

    /** Makes the extension; for JUnit, and for a field with {@code @RegisterExtension}. */
    public RegistrarExtension() {}

    /**
     * Lets tests leave threads behind, for example those of a library that keeps them for the whole JVM.
     *
     * @param prefix what the names of these threads begin with
     * @return this
     */
    public RegistrarExtension ignoreThreads(String prefix) {
        ignored.add(prefix);
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ThreadCheck threads = new ThreadCheck();
        PlainRegistrar registrar = new PlainRegistrar();
        Fixture fixture = new Fixture(registrar, new ModuleHarness(registrar), threads);
        store(context).put(Fixture.class, fixture);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Fixture fixture = store(context).remove(Fixture.class, Fixture.class);
        if (fixture == null) {
            return; // there is no registrar; the test has failed and says why
        }
        fixture.harness().afterEach(context);
        boolean passed = context.getExecutionException().isEmpty();
        if (passed && context.getConfigurationParameter(PARALLEL).stream().noneMatch(Boolean::parseBoolean)) {
            fixture.threads().assertNoneLeft(fixture.registrar().timeout(), ignored);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PlainRegistrar.class || type == ModuleHarness.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Fixture fixture = store(context).get(Fixture.class, Fixture.class);
        if (fixture == null) {
            throw new ParameterResolutionException("registrar extension: expected a parameter of a test, or of a method"
                    + " with @BeforeEach or @AfterEach, was one of " + parameter.getDeclaringExecutable()
                    + "; it runs outside of a test, and each test has a registrar of its own");
        }
        return parameter.getParameter().getType() == PlainRegistrar.class ? fixture.registrar() : fixture.harness();
    }

    private Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }

    /** For a fixture that ends with its first test. */
    static void requireUnused(boolean ended, String fixture) {
        if (ended) {
            throw new IllegalStateException(
                    fixture + ": expected a new one for each test, but an earlier test has ended"
                            + " this one; make it an instance field of a class with the lifecycle PER_METHOD,"
                            + " or use @ExtendWith(RegistrarExtension.class)");
        }
    }
}
