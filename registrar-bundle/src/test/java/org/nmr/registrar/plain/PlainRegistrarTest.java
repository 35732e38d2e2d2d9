// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.Selection;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.text.Until;
import org.nmr.testkit.Fake;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Listening;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** The registrar that the test kit gives to unit tests. */
@Timeout(300)
class PlainRegistrarTest {
    /** What the provider of these tests is called through. */
    public interface Echo {
        /** Answers. */
        String echo(String what);
    }

    private static final Npi<Void, Echo> NPI = Npi.of("test.plain", Echo.class);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final PlainRegistrar registrar = new PlainRegistrar();
    private final ModuleHarness harness = new ModuleHarness(registrar);

    private ScriptedProvider<Void, Echo> attach() {
        ScriptedProvider<Void, Echo> provider = harness.provider("pro", NPI, what -> what);
        provider.register();
        harness.client("cli", NPI).register();
        return provider;
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected " + part + ", was " + message);
        }
    }

    @Test
    void open_eachOwner_isABundleOfItsOwn() {
        ProviderCharacteristics<Void, Echo> provider =
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, what -> what));
        ProviderRegistration first = registrar.open("a").registerProvider(provider);
        ProviderRegistration second =
                registrar.open(new Owner(12, "b", "2.1.0")).registerProvider(provider);
        assertEquals(new Owner(1, "a", "1.0.0"), first.instance().owner());
        assertEquals(new Owner(12, "b", "2.1.0"), second.instance().owner());
        assertEquals(2, registrar.runtime().getRegistrar().registrations.size());
        registrar.close();
    }

    @Test
    void harness_withoutRegistrar_bringsItsOwn() {
        try (ModuleHarness own = new ModuleHarness()) {
            own.provider("p", NPI, what -> what).register();
            ScriptedClient<Void, Echo> client = own.client("c", NPI);
            client.register();
            assertEquals("hi", client.peer().echo("hi"));
        }
    }

    @Test
    void close_modulesAreLeft_unloadsThem() {
        attach();
        assertSays(
                assertThrows(AssertionError.class, registrar::assertNothingLeft).getMessage(),
                "provider of pro in pro for test.plain",
                "client of cli in cli for test.plain");
        registrar.close();
        registrar.assertNothingLeft();
        registrar.log().assertNoMoreWarnings();
        assertThrows(IllegalStateException.class, () -> registrar.open("late"));
        registrar.close();
    }

    @Test
    void close_theThreadIsInterrupted_unloadsAllTheSame() {
        attach();
        Thread.currentThread().interrupt();
        registrar.close();
        assertTrue(Thread.interrupted(), "the interrupt is still there");
        registrar.assertNothingLeft();
    }

    @Test
    void assertBindings_anotherNumber_namesBindingsRegistrationsAndRefusals() {
        attach();
        ScriptedProvider<Void, Echo> refusing = harness.provider("refusing", NPI, what -> what);
        refusing.refuses("no seats");
        refusing.register();
        registrar.assertBindings(1, NPI);
        assertEquals(
                "expected 2 attached bindings of NPI test.plain, saw 1: client cli in cli and provider pro in pro,"
                        + " ATTACHED\nregistered: 3:\n  client of cli in cli for test.plain"
                        + "\n  provider of pro in pro for test.plain"
                        + "\n  provider of refusing in refusing for test.plain"
                        + "\nrefused or failed: 1: client cli in cli and provider refusing in refusing,"
                        + " REFUSED: no seats",
                assertThrows(AssertionError.class, () -> registrar.assertBindings(2, NPI))
                        .getMessage());
        registrar.close();
    }

    @Test
    void assertAttached_anotherNumber_namesThoseThatAreAndThoseThatAreNot() {
        ScriptedProvider<Void, Echo> provider = attach();
        ScriptedClient<Void, Echo> client = harness.client("second", NPI);
        client.register();
        provider.assertAttached(2);
        client.close();
        provider.assertAttached(1);
        assertEquals(
                "expected 2 attached bindings of provider pro to NPI test.plain, saw 1: pro(cli), attached"
                        + "\nbesides 1: pro(second), ended",
                assertThrows(AssertionError.class, () -> provider.assertAttached(2))
                        .getMessage());
        client.assertAttached(0);
        registrar.close();
    }

    @Test
    void close_aSideIsPending_failsNamesItAndRevokesIt() {
        attach().detachesLater();
        registrar.closeWithin(SHORT);
        AssertionError failure = assertThrows(AssertionError.class, registrar::close);
        assertSays(failure.getMessage(), "within PT0.05S", "pro [1]", "cli [2]", "PENDING");
        registrar.assertNothingLeft();
        registrar.log().takeWarning("PENDING");
    }

    @Test
    void close_aCallIsInside_namesItsThread() {
        attach();
        ScriptedClient<Void, Echo> caller = harness.client("caller", NPI);
        caller.register();
        HeldCall<Echo> call = caller.context().hold();
        registrar.closeWithin(SHORT);
        AssertionError failure = assertThrows(AssertionError.class, registrar::close);
        assertSays(failure.getMessage(), "testkit-1", "org.nmr.testkit.Hold.stay");
        AssertionError revoked = assertThrows(AssertionError.class, call::release);
        assertEquals(DetachedException.class, revoked.getCause().getClass());
    }

    @Test
    void afterEach_theTestHasFailed_doesNotHideItsFailure() {
        attach().detachesLater();
        ExtensionContext failed = Fake.of(
                ExtensionContext.class,
                Map.of("getExecutionException", ignored -> Optional.of(new AssertionError("mine"))));
        assertDoesNotThrow(() -> registrar.afterEach(failed));
    }

    @Test
    void afterEach_theTestHasPassed_closes() {
        attach().detachesLater();
        registrar.closeWithin(SHORT);
        ExtensionContext passed =
                Fake.of(ExtensionContext.class, Map.of("getExecutionException", ignored -> Optional.empty()));
        assertThrows(AssertionError.class, () -> registrar.afterEach(passed));
    }

    @Test
    void with_deadlineThatRevokes_endsAWaitAndSaysSo() {
        registrar.with(UnloadPolicy.DEADLINE, "PT0.05S").with(UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE);
        ScriptedProvider<Void, Echo> provider = attach();
        provider.onDetach(context -> DetachStatus.PENDING);
        provider.registration().close();
        registrar.log().takeWarning("PENDING");
        registrar.close();
    }

    @Test
    void with_reportAfter_holdsForAWaitThatHasBegun() {
        ScriptedProvider<Void, Echo> provider = attach();
        provider.detachesLater();
        Running<?> close = harness.start(provider.registration()::close);
        close.assertWaits();
        assertSays(registrar.whoBlocks(), "pro [1]", "PENDING");
        registrar.with(UnloadPolicy.REPORT_AFTER, "PT0.02S");
        Until.holds("a report", () -> !registrar.log().entries().isEmpty());
        registrar.log().takeWarning("has waited", "pro [1]");
        provider.context().complete();
        close.get();
        assertEquals("", registrar.whoBlocks());
        registrar.close();
    }

    @ParameterizedTest
    @CsvSource({
        "nmr.unload.dedline, PT1S, 'expected one of [nmr.unload.report.after,'",
        "nmr.shutdown.budget, PT1S, 'was nmr.shutdown.budget'",
        "nmr.unload.deadline, soon, 'was soon'",
        "nmr.debug, yes, 'expected true or false, was yes'"
    })
    void with_nameOrValueIsNone_isRefused(String name, String value, String expected) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> registrar.with(name, value));
        assertSays(refused.getMessage(), expected);
    }

    @Test
    void filter_isThatOfAFramework() {
        ScriptedProvider<Void, Echo> english = harness.provider("english", NPI, what -> what);
        english.characteristic("language", "en");
        english.register();
        harness.provider("german", NPI, what -> what).register();
        ScriptedClient<Void, Echo> client = harness.client("cli", NPI);
        client.selection(Selection.all("(language=en)"));
        client.register();
        assertEquals(1, client.contexts().size());
        assertFalse(harness.history().events().contains("cli.attachProvider(german)"));
        registrar.close();
    }

    private static class Heard implements RegistrationListener {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void added(RegistrationEvent registration) {
            events.add("added " + registration.role());
        }

        @Override
        public void removed(RegistrationEvent registration) {
            events.add("removed " + registration.role());
        }
    }

    @Test
    void listen_beforeAndAfter_isToldOfAllUntilItIsClosed() {
        ScriptedProvider<Void, Echo> provider = attach();
        Heard heard = new Heard();
        Listening listening = registrar.listen(heard);
        provider.close();
        listening.close();
        listening.close();
        assertEquals(List.of("added PROVIDER", "added CLIENT", "removed PROVIDER"), heard.events);
        harness.client("late", NPI).register();
        registrar.close();
        assertEquals(3, heard.events.size());
    }

    @Test
    void close_listening_isToldOfTheLastOnes() {
        Heard heard = new Heard();
        registrar.listen(heard);
        attach();
        registrar.close();
        assertEquals(4, heard.events.size());
    }

    @Test
    void close_ofAListenerByItself_isRefusedAndItHearsNoMore() {
        AtomicReference<Listening> listening = new AtomicReference<>();
        List<String> refusals = new CopyOnWriteArrayList<>();
        Heard heard = new Heard() {
            @Override
            public void removed(RegistrationEvent registration) {
                super.removed(registration);
                refusals.add(assertThrows(
                                IllegalStateException.class,
                                () -> listening.get().close())
                        .getMessage());
            }
        };
        listening.set(registrar.listen(heard));
        attach().close();
        registrar.close();

        assertSays(refusals.get(0), "by its own");
        assertEquals("added PROVIDER", heard.events.get(0));
    }

    @Test
    void listen_null_isRefused() {
        assertSays(
                assertThrows(NullPointerException.class, () -> registrar.listen(null))
                        .getMessage(),
                "expected a registration listener");
    }
}
