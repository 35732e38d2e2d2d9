// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.UnloadPolicy;

/** What a configuration may say, and what is said of the rest. */
class SettingsTest {
    private static String refused(String key, Object value) {
        Map<String, Object> values = Map.of(key, value);
        String message = assertThrows(IllegalArgumentException.class, () -> Settings.read(values::get))
                .getMessage();
        assertTrue(message.startsWith(key + ": expected "), message);
        return message;
    }

    @Test
    void read_nothing_isTheDefault() {
        assertEquals(Settings.DEFAULT, Settings.read(key -> null));
        assertEquals(Settings.DEFAULT, Settings.read(key -> " "));
    }

    @Test
    void read_all_isApplied() {
        Map<String, Object> values = Map.of(
                "filter",
                " (objectClass=org.example.*) ",
                "hold",
                "PT2S",
                "hold.threads",
                "7",
                UnloadPolicy.DEADLINE,
                1000,
                UnloadPolicy.AT_DEADLINE,
                "wait");
        Settings settings = Settings.read(values::get);
        assertTrue(settings.filter().isPresent());
        assertEquals(Duration.ofSeconds(2), settings.hold());
        assertEquals(7, settings.threads());
        assertEquals("PT1S", settings.policies().get(UnloadPolicy.DEADLINE));
        assertEquals("WAIT", settings.policies().get(UnloadPolicy.AT_DEADLINE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"objectClass=a", "(objectClass=a", "()", "x"})
    void read_invalidFilter_saysSo(String filter) {
        refused("filter", filter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(objectClass=*)",
                "(OBJECTCLASS=*)",
                "(service.id=*)",
                "(service.id>=0)",
                "(!(objectClass=org.example.Internal))",
                "(|(objectClass=org.example.*)(service.scope=*))",
                "(&(objectClass=*)(!(nmr.drain=false)))"
            })
    void read_filterThatMatchesEverything_isRefused(String filter) {
        String message = refused("filter", filter);
        assertTrue(message.endsWith(", which matches every service"), message);
    }

    @Test
    void read_filterThatIsTooLongOrDeep_isRefused() {
        refused("filter", "(a=" + "b".repeat(AskedFilter.LENGTH) + ")");
        refused("filter", "(!".repeat(AskedFilter.DEPTH) + "(a=b)" + ")".repeat(AskedFilter.DEPTH));
        refused("filter", 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "PT-1S", "later", "1,5"})
    void read_wrongHold_isRefused(String hold) {
        refused("hold", hold);
    }

    @Test
    void read_veryLongHold_isBounded() {
        Settings settings = Settings.read(key -> key.equals("hold") ? "PT9999999H" : null);
        assertEquals(Duration.ofDays(365), settings.hold());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
    void read_wrongNumberOfThreads_isRefused(String threads) {
        refused("hold.threads", threads);
    }

    @Test
    void read_wrongPolicy_isRefused() {
        refused(UnloadPolicy.AT_DEADLINE, "EXPLODE");
        refused(UnloadPolicy.DEADLINE, "-1");
        refused(UnloadPolicy.REPORT_AFTER, "later");
    }

    @Test
    void refused_hostileText_isOneLineAndBounded() {
        String message = refused("hold", "a\nb\u202e" + "x".repeat(5000));
        assertTrue(message.length() < 500 && !message.contains("\n") && !message.contains("\u202e"), message);
    }
}
