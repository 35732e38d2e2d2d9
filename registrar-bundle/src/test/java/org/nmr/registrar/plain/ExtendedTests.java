// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.ScriptedProvider;

/** Test classes with the extension that {@link RegistrarExtensionTest} runs; some of them must fail. */
final class ExtendedTests {
    /** What the providers of these tests are called through. */
    public interface Echo {
        /** Answers. */
        String echo(String what);
    }

    static final Npi<Void, Echo> NPI = Npi.of("test.extended", Echo.class);

    /** The registrars that tests had, in their order. */
    static final List<PlainRegistrar> SEEN = new CopyOnWriteArrayList<>();

    private ExtendedTests() {}

    private static ScriptedProvider<Void, Echo> attach(ModuleHarness harness) {
        ScriptedProvider<Void, Echo> provider = harness.provider("pro", NPI, what -> what);
        provider.register();
        harness.client("cli", NPI).register();
        return provider;
    }

    private static void use(PlainRegistrar registrar, ModuleHarness harness) {
        SEEN.add(registrar);
        registrar.assertNothingLeft();
        attach(harness).assertAttached(1);
        registrar.assertBindings(1, NPI);
    }

    /** Every place that may have a parameter. */
    @ExtendWith(RegistrarExtension.class)
    static class Sound {
        @BeforeEach
        void setUp(PlainRegistrar registrar) {
            SEEN.add(registrar);
        }

        @Test
        void test_both(PlainRegistrar registrar, ModuleHarness harness) {
            use(registrar, harness);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized_both(String text, ModuleHarness harness, PlainRegistrar registrar) {
            use(registrar, harness);
        }

        @AfterEach
        void tearDown(PlainRegistrar registrar) {
            assertEquals(SEEN.get(SEEN.size() - 1), registrar);
        }

        /** The extension of the outer class. */
        @Nested
        class Inner {
            @Test
            void nested_both(PlainRegistrar registrar, ModuleHarness harness) {
                use(registrar, harness);
            }
        }
    }

    /** One instance of the class for two tests. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {
        @RegisterExtension
        final RegistrarExtension extension = new RegistrarExtension();

        @Test
        void first_both(PlainRegistrar registrar, ModuleHarness harness) {
            use(registrar, harness);
        }

        @Test
        void second_both(PlainRegistrar registrar, ModuleHarness harness) {
            use(registrar, harness);
        }
    }

    /** One extension for two tests. */
    static class Static {
        @RegisterExtension
        static final RegistrarExtension EXTENSION = new RegistrarExtension();

        @Test
        void first_both(PlainRegistrar registrar, ModuleHarness harness) {
            use(registrar, harness);
        }

        @Test
        void second_both(PlainRegistrar registrar, ModuleHarness harness) {
            use(registrar, harness);
        }
    }

    /** A constructor is called before there is a test. */
    @ExtendWith(RegistrarExtension.class)
    static class Constructed {
        Constructed(PlainRegistrar registrar) {
            SEEN.add(registrar);
        }

        @Test
        void test() {}
    }

    /** So is this method. */
    @ExtendWith(RegistrarExtension.class)
    static class Before {
        @BeforeAll
        static void setUp(ModuleHarness harness) {
            attach(harness);
        }

        @Test
        void test() {}
    }

    /** Fixtures for one test where there are several. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class SharedRegistrar {
        @RegisterExtension
        final PlainRegistrar registrar = new PlainRegistrar();

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void test(int number) {
            registrar.open("bundle " + number);
        }
    }

    /** The same with a harness. */
    static class SharedHarness {
        @RegisterExtension
        static final ModuleHarness HARNESS = new ModuleHarness();

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void test(int number) {
            HARNESS.open("bundle " + number);
        }
    }

    /** What must fail at the end of a test, and how. */
    @ExtendWith(RegistrarExtension.class)
    static class Leaving {
        static final CountDownLatch NEVER = new CountDownLatch(1);

        @BeforeEach
        void setUp(PlainRegistrar registrar) {
            registrar.closeWithin(Duration.ofMillis(200));
        }

        @Test
        void pending(PlainRegistrar registrar, ModuleHarness harness) {
            ModuleHarness other = new ModuleHarness(registrar);
            attach(other).onDetach(context -> DetachStatus.PENDING);
        }

        @Test
        void stuckDetach(PlainRegistrar registrar) {
            ModuleHarness other = new ModuleHarness(registrar);
            attach(other).onDetach(context -> stay());
        }

        @Test
        void stuckDetachOfTheHarness(ModuleHarness harness) {
            attach(harness).onDetach(context -> stay());
        }

        @Test
        void threadOfTheHarness(ModuleHarness harness) {
            harness.start(Leaving::stay);
        }

        @Test
        void unseenFailure(ModuleHarness harness) {
            harness.start(() -> {
                throw new IllegalStateException("broken");
            });
        }

        @Test
        void daemon() {
            start("left daemon", /* daemon= */ true);
        }

        @Test
        void noDaemon() {
            start("left worker", /* daemon= */ false);
        }

        @Test
        void failsAndLeaves(ModuleHarness harness) {
            attach(harness).onDetach(context -> DetachStatus.PENDING);
            start("left too", /* daemon= */ true);
            throw new AssertionError("mine");
        }

        static DetachStatus stay() {
            try {
                NEVER.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return DetachStatus.COMPLETE;
        }
    }

    /** Threads that may stay. */
    static class Ignoring {
        @RegisterExtension
        final RegistrarExtension extension = new RegistrarExtension().ignoreThreads("left ");

        @Test
        void daemon() {
            start("left daemon", /* daemon= */ true);
        }

        @Test
        void ended() throws InterruptedException {
            Thread thread = new Thread(() -> {}, "short");
            thread.start();
            thread.join();
        }
    }

    private static void start(String name, boolean daemon) {
        Thread thread = new Thread(Leaving::stay, name);
        thread.setDaemon(daemon);
        thread.start();
    }
}
