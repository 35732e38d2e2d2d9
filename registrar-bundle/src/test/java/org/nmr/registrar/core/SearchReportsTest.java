// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.Selection;
import org.nmr.testkit.CapturedLog;

/** A client that finds no provider is reported once, with what comes nearest to one. */
class SearchReportsTest {
    private static final ClientModule<ClientCalls, ProviderCalls> ATTACHES = proposal -> {
        if (!proposal.attach(BindingContext.NONE, what -> what).attached()) {
            return; // it goes on searching
        }
    };

    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    @BeforeEach
    void configure() {
        world.registrar.reportSearchAfter(Optional.of(Duration.ofSeconds(30)));
    }

    private void client(String name, String npi) {
        world.module(name).registerClient(ClientCharacteristics.of(npi(npi), ATTACHES));
    }

    private ProviderRegistration provider(String name, String npi) {
        return provider(name, npi, client -> Answer.accept(BindingContext.NONE, what -> what));
    }

    private ProviderRegistration provider(String name, String npi, ProviderModule<ClientCalls, ProviderCalls> module) {
        return world.module(name).registerProvider(ProviderCharacteristics.of(npi(npi), module));
    }

    private static Npi<ClientCalls, ProviderCalls> npi(String id) {
        return Npi.of(id, ClientCalls.class, ProviderCalls.class);
    }

    /** Lets time pass and returns what the look at its end has written. */
    private List<String> after(long seconds) {
        timing.pass(seconds);
        boolean unused = world.registrar.reportSearches();
        List<String> messages = world.log.entries().stream()
                .peek(entry -> assertEquals(Level.INFO, entry.level()))
                .map(CapturedLog.Entry::message)
                .toList();
        world.log.takeAll();
        return messages;
    }

    private void assertReported(String... parts) {
        assertEquals(List.of(), after(29));
        List<String> messages = after(1);
        assertEquals(1, messages.size(), messages::toString);
        for (String part : parts) {
            assertTrue(messages.get(0).contains(part), () -> "expected " + part + " in " + messages);
        }
        assertFalse(world.registrar.reportSearches(), "nothing is left to look for");
        assertEquals(List.of(), after(1000));
    }

    @Test
    void look_noProvider_isSaidOnce() {
        client("c", "org.example.npi");
        assertReported(
                "no module offers NPI org.example.npi, for which module c of c [1] has waited 30 s.",
                "Install and start a bundle that offers it");
    }

    @Test
    void look_attachedInTime_saysNothing() {
        client("c", "org.example.npi");
        assertEquals(List.of(), after(29));
        provider("p", "org.example.npi");
        assertFalse(world.registrar.reportSearches());
        assertEquals(List.of(), after(1));
    }

    @Test
    void look_attachedAndDetachedInTime_saysNothing() {
        client("c", "org.example.npi");
        provider("p", "org.example.npi").close();
        assertEquals(List.of(), after(100));
    }

    @Test
    void look_deregisteredInTime_saysNothing() {
        LiveModule module = world.module("c");
        module.registerClient(ClientCharacteristics.of(npi("org.example.npi"), ATTACHES));
        module.close();
        assertFalse(world.registrar.reportSearches());
        assertEquals(List.of(), after(100));
    }

    @Test
    void look_providerAfterTheReport_attachesAsEver() {
        client("c", "org.example.npi");
        assertEquals(1, after(30).size());
        provider("p", "org.example.npi");
        assertEquals(1, new Diagnostics(world.registrar).getRegistrar().attachedCount);
        assertEquals(List.of(), after(100));
    }

    @Test
    void look_delayIsNone_saysNothing() {
        world.registrar.reportSearchAfter(Optional.empty());
        client("c", "org.example.npi");
        assertFalse(world.registrar.reportSearches());
        assertEquals(List.of(), after(10_000));
        world.registrar.reportSearchAfter(Optional.of(Duration.ZERO));
        assertEquals(1, after(0).size());
    }

    @Test
    void reportSearchAfter_changed_wakesTheLook() {
        long before = world.registrar.changes().count();
        world.registrar.reportSearchAfter(Optional.of(Duration.ofSeconds(1)));
        assertTrue(world.registrar.changes().count() > before);
    }

    @ParameterizedTest
    @CsvSource({"org.example.Npi", "org.example.mpi", "org.example.np", "org.example.nip"})
    void look_similarNpi_isNamed(String other) {
        provider("other", "org.something.else");
        provider("p", other);
        client("c", "org.example.npi");
        assertReported("no module offers NPI org.example.npi", "But p [2] offers NPI " + other + ":");
    }

    @Test
    void look_otherNpi_isNotTakenForIt() {
        provider("p", "org.example.store");
        client("c", "org.example.npi");
        assertReported("Install and start a bundle");
    }

    @Test
    void look_providerRefuses_isNamedWithItsReason() {
        provider("p", "org.example.npi", client -> Answer.refuse("version 3 is too new"));
        client("c", "org.example.npi");
        assertReported(
                "no provider of NPI org.example.npi is attached, for which module c of c [2] has waited 30 s.",
                "p [1] did not attach: version 3 is too new",
                "nmr:failed shows");
    }

    @Test
    void look_providerThrows_isNamed() {
        provider("p", "org.example.npi", client -> {
            throw new IllegalStateException("broken");
        });
        client("c", "org.example.npi");
        world.log.takeWarning("attachClient of the provider has failed");
        world.log.takeAll();
        assertReported("p [1] did not attach: ", "IllegalStateException: broken");
    }

    @Test
    void look_otherClasses_areNamed() {
        world.module("p")
                .registerProvider(ProviderCharacteristics.of(
                        Npi.of("org.example.npi", ClientCalls.class),
                        proposal -> Answer.accept(BindingContext.NONE, what -> what)));
        client("c", "org.example.npi");
        world.log.takeWarning("see different classes");
        world.log.takeAll();
        assertReported("p [1] offered it with other classes");
    }

    @Test
    void look_filterMatchesNone_isNamed() {
        provider("p", "org.example.npi");
        provider("q", "org.example.npi");
        world.module("c")
                .registerClient(ClientCharacteristics.of(npi("org.example.npi"), ATTACHES)
                        .withSelection(Selection.all("(version>=2)")));
        assertReported("the filter (version>=2) does not match p [1] and 1 more");
    }

    @Test
    void look_clientDeclines_isNamed() {
        provider("p", "org.example.npi");
        world.module("c").registerClient(ClientCharacteristics.of(npi("org.example.npi"), proposal -> {}));
        assertReported("the client has not attached to p [1]");
    }

    @Test
    void look_capture_isLeftToItsCaller() {
        provider("p", "org.example.npi", client -> Answer.refuse("no"));
        world.module("c")
                .capture(CaptureRequest.of(npi("org.example.npi"), what -> what), Duration.ZERO)
                .close();
        assertEquals(List.of(), after(100));
    }

    /** Fifty thousand clients are a few records, and so are those that come later. */
    @Test
    void look_manyClients_areGrouped() {
        LiveModule module = world.module("many");
        IntStream.range(0, 50_000)
                .forEach(i -> module.registerClient(ClientCharacteristics.of(npi("org.example.npi"), ATTACHES)));
        IntStream.range(0, 100)
                .forEach(i -> module.registerClient(ClientCharacteristics.of(npi("org.other.npi" + i), ATTACHES)));
        List<String> messages = after(30);
        assertEquals(SearchReports.SHOWN + 1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("and 49,997 more clients have waited 30 s"), messages::toString);
        assertEquals(
                "91 more clients of 91 more NPIs have found no provider; nmr:list shows who is registered",
                messages.get(10));
        assertEquals(List.of(), after(1));
        module.close();
    }

    @Test
    void look_clientsComeEachSecond_recordsAreRare() {
        LiveModule module = world.module("many");
        int records = 0;
        for (int second = 0; second < 300; second++) {
            module.registerClient(ClientCharacteristics.of(npi("org.example.npi"), ATTACHES));
            records += after(1).size();
        }
        assertTrue(records <= 30, records + " records");
        records += after(60).size();
        assertEquals(List.of(), after(1000));
        module.close();
    }

    @Test
    void look_hostileNameOfAModule_isOneLine() {
        client("c\nnmr: all is well", "org.example.npi");
        assertReported("module c\\nnmr: all is well of ");
    }
}
