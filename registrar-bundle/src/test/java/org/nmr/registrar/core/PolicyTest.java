// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Policy.AtDeadline;
import org.nmr.testkit.ScriptedProvider;

/** Reads policies from what people write. */
class PolicyTest {
    @Test
    void with_nothing_changesNothing() {
        assertEquals(Policy.DEFAULT, Policy.DEFAULT.with(Map.of("other", 1)));
        assertEquals(new Policy(Duration.ofSeconds(5), Optional.empty(), AtDeadline.WAIT), Policy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"250, PT0.25S", "PT1M, PT1M", "' 7 ', PT0.007S", "0, PT0S"})
    void with_deadline_readsMillisecondsAndTexts(String text, Duration expected) {
        assertEquals(
                Optional.of(expected),
                Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, text)).deadline());
    }

    @Test
    void with_objects_readsThemToo() {
        Policy policy = Policy.DEFAULT.with(Map.of(
                UnloadPolicy.REPORT_AFTER,
                100L,
                UnloadPolicy.DEADLINE,
                Duration.ofSeconds(2),
                UnloadPolicy.AT_DEADLINE,
                AtDeadline.INTERRUPT));
        assertEquals(
                new Policy(Duration.ofMillis(100), Optional.of(Duration.ofSeconds(2)), AtDeadline.INTERRUPT), policy);
    }

    @Test
    void with_none_takesTheDeadlineBack() {
        Policy limited = Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, 1));
        assertEquals(
                Optional.empty(),
                limited.with(Map.of(UnloadPolicy.DEADLINE, "None")).deadline());
    }

    @ParameterizedTest
    @CsvSource({
        "nmr.unload.deadline, -1",
        "nmr.unload.deadline, soon",
        "nmr.unload.deadline, 1.5",
        "nmr.unload.deadline, ''",
        "nmr.unload.report.after, 0",
        "nmr.unload.report.after, none",
        "nmr.unload.at.deadline, KILL"
    })
    void with_unreadable_namesKeyExpectedAndSeen(String key, String value) {
        assertFails(
                IllegalArgumentException.class,
                () -> Policy.DEFAULT.with(Map.of(key, value)),
                key,
                "expected",
                "was " + value);
    }

    @Test
    void register_unknownNameOfOurs_isWarnedOfOnceWithTheNearest() {
        try (World world = new World()) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
            provider.characteristic("nmr.unload.deadlin", 5);
            provider.characteristic("other", 5);
            provider.register();
            world.client("c").register();
            ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("q");
            second.characteristic("nmr.unload.deadlin", 5);
            second.register();
            world.log.takeWarning("module p", "test.npi", "nmr.unload.deadlin ", "nearest", "nmr.unload.deadline");
        }
    }
}
