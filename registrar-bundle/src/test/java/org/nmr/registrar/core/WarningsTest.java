// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nmr.Npi;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Log;
import org.nmr.registrar.unload.Warnings;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** What may come by thousands is written a few times and then counted. */
class WarningsTest {
    private final FakeTiming timing = new FakeTiming();
    private final CapturedLog log = new CapturedLog();
    private final Warnings warnings = new Warnings(new Log(log), timing);

    private List<String> messages() {
        List<String> messages =
                log.entries().stream().map(CapturedLog.Entry::message).toList();
        log.takeAll();
        return messages;
    }

    private void warn(String cause, int times) {
        IntStream.range(0, times).forEach(i -> warnings.warn(cause, cause + " " + i));
    }

    @Test
    void warn_few_writesAll() {
        warn("a", 10);
        assertEquals(10, messages().size());
        assertTrue(warnings.sumUp()); // the next ones of this minute will be counted
        assertEquals(List.of(), messages());
    }

    @Test
    void warn_many_writesTheFirstAndOneSum() {
        warn("a", 10_000);
        assertEquals(10, messages().size());
        assertFalse(warnings.isInFull("a"));
        assertTrue(warnings.isInFull("b"));
        warnings.sumUp();
        assertEquals(List.of("9,990 more a; the first of them are above"), messages());
    }

    @Test
    void warn_manyForAnHour_writesABoundedNumber() {
        for (int second = 0; second < 3600; second++) {
            warn("a", 100);
            warnings.sumUp();
            timing.pass(1);
        }
        int written = messages().size();
        assertTrue(written <= 60 * (10 + 6) + 10, () -> written + " records");
    }

    @Test
    void warn_everySecond_losesNoCount() {
        for (int second = 0; second < 100; second++) {
            warn("a", 100);
            timing.pass(1);
        }
        timing.pass(60);
        assertFalse(warnings.sumUp());
        long counted = messages().stream()
                .mapToLong(text -> text.contains(" more a;")
                        ? Long.parseLong(text.substring(0, text.indexOf(' ')).replace(",", ""))
                        : 1)
                .sum();
        assertEquals(10_000, counted);
    }

    @Test
    void warn_otherCause_isWrittenInFull() {
        warn("a", 1000);
        messages();
        warn("b", 1);
        assertEquals("b 0", messages().get(0));
    }

    @Test
    void warn_afterAQuietMinute_isWrittenInFullAgain() {
        warn("a", 1000);
        warnings.sumUp();
        messages();
        timing.pass(60);
        warn("a", 3);
        assertEquals(List.of("a 0", "a 1", "a 2"), messages());
    }

    @Test
    void warn_veryManyCauses_areBoundedToo() {
        IntStream.range(0, 100_000).forEach(i -> warnings.warn("cause " + i, "text"));
        assertTrue(messages().size() <= 110);
    }

    @Test
    void cause_sameExceptionElsewhere_isAnother() {
        Throwable first = new IllegalStateException("1");
        Throwable second = new IllegalStateException("2");
        assertFalse(Warnings.cause("x", first).equals(Warnings.cause("x", second)));
        Throwable[] same = new Throwable[2];
        for (int i = 0; i < 2; i++) {
            same[i] = new Error("nr " + i);
        }
        assertEquals(Warnings.cause("x", same[0]), Warnings.cause("x", same[1]));
    }

    @Test
    void revoke_manyBindings_writesAFewInFullAndTheSumAtTheEndOfTheWait() {
        try (World world = new World(timing)) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
            provider.characteristic(UnloadPolicy.DEADLINE, "PT3S");
            provider.characteristic(UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE);
            provider.register();
            ScriptedModule<?> only = world.client("c");
            only.in(world.module("c"));
            IntStream.range(0, 500).forEach(i -> {
                ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c" + i);
                client.in(only.module());
                client.detachesLater();
                client.register();
            });
            timing.at(9, () -> {});
            provider.deregister().await();

            List<String> written =
                    world.log.entries().stream().map(CapturedLog.Entry::message).toList();
            assertEquals(
                    10,
                    written.stream()
                            .filter(text -> text.contains("was revoked, because"))
                            .count());
            assertTrue(written.contains("490 more bindings that were revoked; the first of them are above"));
            assertEquals(11, written.size(), () -> String.join("\n", written));
            assertEquals(
                    100,
                    new Diagnostics(world.registrar).getRegistrar().revocations.size());
            world.log.takeAll();
        }
    }

    @Test
    void register_manyPairsInDifferentClassSpaces_writesAFew() {
        try (World world = new World(timing)) {
            IntStream.range(0, 40).forEach(i -> world.provider("p" + i).register());
            IntStream.range(0, 40)
                    .forEach(i -> world.module("c" + i)
                            .registerClient(org.nmr.ClientCharacteristics.of(
                                    Npi.of("test.npi", ProviderCalls.class), proposal -> world.fault("asked"))));
            assertTrue(
                    world.log.entries().size() <= 11, () -> world.log.entries().size() + " records");
            world.registrar.sumUpWarnings();
            world.log.takeWarning("1,590 more pairs that see different classes");
            assertEquals(1600, new Diagnostics(world.registrar).getRegistrar().failedCount);
            world.log.takeAll();
        }
    }

    @Test
    void atDeadline_manyEndsThatGoOnWaiting_writesAFew() {
        Map<String, Object> policy = Map.of(UnloadPolicy.DEADLINE, "PT1S", UnloadPolicy.AT_DEADLINE, UnloadPolicy.WAIT);
        try (World world = new World(timing)) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
            provider.in(world.module("p"));
            List<ScriptedProvider<ClientCalls, ProviderCalls>> others = IntStream.range(0, 50)
                    .mapToObj(i -> {
                        ScriptedProvider<ClientCalls, ProviderCalls> each = world.provider("p" + i);
                        each.in(provider.module());
                        policy.forEach(each::characteristic);
                        each.detachesLater();
                        each.register();
                        return each;
                    })
                    .toList();
            world.client("c").register();
            timing.at(2, () -> others.forEach(each -> each.contexts().forEach(ScriptedContext::complete)));
            provider.module().close();
            assertTrue(
                    world.log.entries().size() <= 12, () -> world.log.entries().toString());
            world.log.takeWarning("continues to wait");
            world.log.takeAll();
        }
    }
}
