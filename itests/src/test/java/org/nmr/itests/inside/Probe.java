// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Shipped;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** One framework and, in it, one instance of the test class. */
final class Probe {
    /** What the test class and JUnit share; everything of {@code org.nmr} comes from the bundles. */
    private static final String[] SHARED_PACKAGES = {
        "org.junit.jupiter.api", "org.junit.jupiter.api.extension", "org.junit.jupiter.api.function", "org.opentest4j",
    };

    private final Class<?> testClass;
    private TestContainer container;
    private Bundle probe;
    private Object instance;

    Probe(Class<?> testClass) {
        this.testClass = testClass;
    }

    void start(Shipped... bundles) throws Exception {
        ExamSystem system = DefaultExamSystem.create(options(bundles));
        container = PaxExamRuntime.createContainer(system);
        container.start(); // assigned first, so that a failed start is stopped too
        BundleContext context =
                ((NativeTestContainer) container).getSystemBundle().getBundleContext();
        requireActive(context);
        probe = context.getBundle(install(system));
        Constructor<?> constructor = probe.loadClass(testClass.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        instance = constructor.newInstance();
    }

    private static Option[] options(Shipped... bundles) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "felix"));
        List<Option> options = new ArrayList<>(List.of(
                workingDirectory(Files.createTempDirectory(folder, "it").toString()),
                systemTimeout(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS)),
                systemPackages(SHARED_PACKAGES),
                frameworkProperty("felix.resolver.parallelism").value("1")));
        for (Shipped shipped : bundles) {
            options.add(bundle(shipped.path().toUri().toString()));
        }
        return options.toArray(Option[]::new);
    }

    /** Pax Exam only logs when a bundle does not start. */
    private static void requireActive(BundleContext context) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() != Bundle.ACTIVE) {
                throw new IllegalStateException(
                        bundle + ": expected it to be active, was in state " + bundle.getState());
            }
        }
    }

    private long install(ExamSystem system) throws IOException {
        TestProbeBuilder builder = system.createProbe();
        builder.addTest(testClass);
        try (InputStream bytes = builder.build().getStream()) {
            long id = container.installProbe(bytes);
            if (id < 0) {
                throw new IllegalStateException("expected Pax Exam to start the probe; its reason is on stderr");
            }
            return id;
        }
    }

    BundleContext context() {
        return probe.getBundleContext();
    }

    void invoke(Method outside, List<Object> arguments) throws Throwable {

        Method inside = instance.getClass().getDeclaredMethod(outside.getName(), outside.getParameterTypes());
        inside.setAccessible(true);
        try {
            inside.invoke(instance, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    void stop() {
        if (container != null) {
            container.stop(); // deletes the working directory, too
        }
    }
}
