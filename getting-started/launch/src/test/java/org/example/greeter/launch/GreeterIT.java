package org.example.greeter.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Pax Exam starts the bundles that the resolver has found; the test looks at them from outside. */
class GreeterIT {
    private static final String GREETINGS = "org.example.greeter.client.Greetings";

    @TempDir
    Path folder;

    private TestContainer container;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        List<Option> options = new ArrayList<>(List.of(
                workingDirectory(folder.toString()),
                frameworkProperty("gosh.args").value("--nointeractive"))); // no prompt
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("bundles")))) {
            jars.sorted().forEach(jar -> options.add(bundle(jar.toUri().toString())));
        }
        container = PaxExamRuntime.createContainer(DefaultExamSystem.create(options.toArray(Option[]::new)));
        container.start();
        context = ((NativeTestContainer) container).getSystemBundle().getBundleContext();
        for (Bundle each : context.getBundles()) {
            assertEquals(Bundle.ACTIVE, each.getState(), each::toString); // Pax Exam only logs what does not start
        }
    }

    @AfterEach
    void stop() {
        container.stop();
    }

    private Bundle find(String name) {
        return Stream.of(context.getBundles())
                .filter(each -> name.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** The test does not see the classes of the bundles, so it finds the service by name and calls it by reflection. */
    private String greet(String name) throws Exception {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, GREETINGS, null);
        tracker.open(true);
        try {
            Object greetings = tracker.waitForService(60_000);
            assertTrue(greetings != null, "expected the service " + GREETINGS + " within a minute");
            Class<?> type = find("org.example.greeter.client").loadClass(GREETINGS);
            return (String) type.getMethod("greet", String.class).invoke(greetings, name);
        } finally {
            tracker.close();
        }
    }

    @Test
    void greet_allStarted_saysHello() throws Exception {
        assertEquals("Hello Ann!", greet("Ann"));
    }

    @Test
    void stop_provider_theClientGoesOnWithoutIt() throws Exception {
        Bundle provider = find("org.example.greeter.provider");
        provider.stop(); // returns when no call is inside
        assertEquals("no provider is there", greet("Ann"));
        provider.start();
        assertEquals("Hello Ann!", greet("Ann"));
    }
}
