// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Deregistration;
import org.nmr.Selection;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.text.HostileValue;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedProvider;

/** Characteristics that change, throw or block: waits, reports and filters of everybody else go on. */
class HostileValuesTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    static Stream<HostileValue> hostile() {
        return Stream.of(new HostileValue(/* blocks= */ false), new HostileValue(/* blocks= */ true));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void register_hostileValue_isShownByItsClassAndPeersStillSeeIt(HostileValue value) {
        provider.characteristic("x", value);
        provider.register();
        client.register();

        RegistrationDTO dto = diagnostics.getRegistrar().registrations.stream()
                .filter(each -> each.role.equals("provider"))
                .findFirst()
                .orElseThrow();
        assertEquals("a " + HostileValue.class.getName(), dto.characteristics.get("x"));
        assertSame(value, client.context().binding().peer().characteristics().get("x"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void register_hostileValueInAFilter_isPresentAndEqualToNothing(HostileValue value) {
        provider.characteristic("x", value);
        provider.register();
        client.selection(Selection.all("(|(x=1)(x>=1)(x<=1)(x~=a))"));
        client.register();
        world.history.assertNothing();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("o");
        other.selection(Selection.all("(x=*)"));
        other.register();
        assertEquals(1, world.history.count("o.attached(p)"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void register_hostileValueAsPolicy_isRefusedAndNothingRegistered(HostileValue value) {
        for (String key : List.of(UnloadPolicy.REPORT_AFTER, UnloadPolicy.DEADLINE, UnloadPolicy.AT_DEADLINE)) {
            ScriptedProvider<ClientCalls, ProviderCalls> refused = world.provider("refused");
            refused.characteristic(key, value);
            assertFails(
                    IllegalArgumentException.class,
                    refused::register,
                    key,
                    "expected a text or a number",
                    HostileValue.class.getName(),
                    "Nothing was registered");
        }
        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    void await_policyBecomesUnreadable_isTheOneOfTheRegistration() {
        StringBuilder deadline = new StringBuilder("PT3S");
        StringBuilder action = new StringBuilder(UnloadPolicy.REVOKE);
        provider.characteristic(UnloadPolicy.DEADLINE, deadline);
        provider.characteristic(UnloadPolicy.AT_DEADLINE, action);
        provider.register();
        client.detachesLater();
        client.register();
        deadline.replace(0, 4, "soon");
        action.setLength(0);
        timing.at(9, () -> {});
        Deregistration end = provider.deregister();
        end.await();

        assertEquals(3, timing.seconds());
        world.log.takeWarning("the deadline of 3 s");
    }

    @Test
    void await_listsThatContainEachOther_endsAtItsLimit() {
        List<Object> a = new ArrayList<>();
        List<Object> b = new ArrayList<>(List.of(a));
        a.add(b);
        a.add(a);
        provider.characteristic("x", a);
        provider.characteristic("y", b);
        client.selection(Selection.all("(!(x=1))"));
        provider.register();
        client.register();
        client.detachesLater();
        timing.at(2, () -> {});
        Deregistration end = provider.deregister();

        assertFalse(end.await(Duration.ofSeconds(1)));
        assertEquals(1, diagnostics.getUnloads().size());
        assertTrue(
                diagnostics.getRegistrar().registrations.get(0).characteristics.size() > 0);
        client.contexts().forEach(ScriptedContext::complete);
        world.log.takeAll();
    }

    @Test
    void register_valuesThatFiltersUsedToSee_areStillMatched() {
        provider.characteristic("version", new org.osgi.framework.Version("1.10"));
        provider.characteristic("languages", List.of("en", "de"));
        provider.characteristic("codes", new int[] {1, 2});
        provider.characteristic("unit", java.util.concurrent.TimeUnit.SECONDS);
        provider.register();
        client.selection(Selection.all("(&(version>=1.9)(languages=de)(codes=2)(unit=SECONDS))"));
        client.register();
        assertEquals(1, world.history.count("c.attached(p)"));
    }
}
