// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.Throwing.assertFails;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a module registers with, for both roles. */
class CharacteristicsTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);
    private static final RegistrationInstance OTHER = RegistrationInstance.of(Npi.of("test.other", Runnable.class));
    private static final ClientModule<Void, Runnable> CLIENT = proposal -> {};
    private static final ProviderModule<Void, Runnable> PROVIDER = proposal -> Answer.refuse("no");

    @Test
    @Clause("C-39, C-40, C-48, C-49")
    void of_module_describesNothingButTheNpi() {
        assertEquals(
                new ClientCharacteristics<>(NPI, RegistrationInstance.of(NPI), CLIENT),
                ClientCharacteristics.of(NPI, CLIENT));
        assertSame(PROVIDER, ProviderCharacteristics.of(NPI, PROVIDER).module());
        assertEquals(
                RegistrationInstance.of(NPI),
                ProviderCharacteristics.of(NPI, PROVIDER).instance());
    }

    @Test
    @Clause("B-16, C-61")
    void new_null_failsAndNamesWhatIsMissing() {
        Class<NullPointerException> missing = NullPointerException.class;
        RegistrationInstance instance = RegistrationInstance.of(NPI);
        assertFails(missing, () -> ClientCharacteristics.of(NPI, null), "client", "test.npi", "ClientModule", "null");
        assertFails(
                missing, () -> ProviderCharacteristics.of(NPI, null), "provider", "test.npi", "ProviderModule", "null");
        assertFails(missing, () -> new ClientCharacteristics<>(null, instance, CLIENT), "client", "NPI", "null");
        assertFails(missing, () -> new ProviderCharacteristics<>(null, instance, PROVIDER), "provider", "NPI", "null");
        assertFails(missing, () -> new ClientCharacteristics<>(NPI, null, CLIENT), "test.npi", "instance", "null");
        assertFails(missing, () -> new ProviderCharacteristics<>(NPI, null, PROVIDER), "test.npi", "instance", "null");
    }

    @Test
    @Clause("C-11, C-33")
    void new_instanceOfAnotherNpi_fails() {
        assertFails(
                IllegalArgumentException.class,
                () -> new ClientCharacteristics<>(NPI, OTHER, CLIENT),
                "client",
                "test.npi",
                "test.other");
        assertFails(
                IllegalArgumentException.class,
                () -> new ProviderCharacteristics<>(NPI, OTHER, PROVIDER),
                "provider",
                "test.npi",
                "test.other");
    }

    @Test
    void new_selection_isEveryProviderUnlessSaid() {
        ClientCharacteristics<Void, Runnable> client = ClientCharacteristics.of(NPI, CLIENT);
        assertEquals(Selection.ALL, client.selection());
        assertEquals(
                Selection.best("(a=b)"),
                client.withSelection(Selection.best("(a=b)")).selection());
        assertEquals(Selection.best(), Selection.best(""));
        assertEquals(Selection.ALL, Selection.all(""));
        assertFails(NullPointerException.class, () -> client.withSelection(null), "test.npi", "Selection", "null");
        assertFails(NullPointerException.class, () -> Selection.all(null), "filter", "null");
    }

    @Test
    void ranking_ofAProvider_isAnIntegerAndZeroIfAbsent() {
        assertEquals(0, ranked(RegistrationInstance.of(NPI)).ranking());
        assertEquals(-7, ranked(ranking(-7)).ranking());
        assertFails(
                IllegalArgumentException.class,
                () -> ranked(ranking(7L)),
                "test.npi",
                "Integer",
                "nmr.ranking",
                "java.lang.Long");
    }

    private static RegistrationInstance ranking(Object value) {
        return RegistrationInstance.of(NPI).withCharacteristic(ProviderCharacteristics.RANKING, value);
    }

    private static ProviderCharacteristics<Void, Runnable> ranked(RegistrationInstance instance) {
        return new ProviderCharacteristics<>(NPI, instance, PROVIDER);
    }

    @Test
    void new_veryLongId_messagesCutIt() {
        Npi<Void, Runnable> npi = Npi.of("a".repeat(100_000), Runnable.class);
        RegistrationInstance instance = RegistrationInstance.of(npi);
        List<Executable> mistakes = List.of(
                () -> Npi.of(npi.id(), null),
                () -> Npi.of(npi.id(), int.class),
                () -> ClientCharacteristics.of(npi, null),
                () -> ProviderCharacteristics.of(npi, null),
                () -> new ClientCharacteristics<>(npi, OTHER, CLIENT),
                () -> new ClientCharacteristics<>(NPI, instance, CLIENT),
                () -> CaptureRequest.of(npi).withFilter(null),
                () -> instance.withModuleId(null),
                () -> instance.withNumber(-1),
                () -> instance.withCharacteristic("key", null));
        for (Executable mistake : mistakes) {
            String message = assertThrows(RuntimeException.class, mistake).getMessage();
            assertTrue(message.length() < 700, () -> message.length() + " characters: " + message.substring(0, 300));
        }
    }
}
