// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.CaptureRequest;
import org.nmr.Owner;
import org.nmr.Selection;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Clients that want to see some providers only. */
class FilterTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");

    private ScriptedProvider<ClientCalls, ProviderCalls> provider(String name, int version) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.characteristic("version.max", version);
        return provider;
    }

    /** The version is read without attaching, as WskQueryProviderCharacteristics does. */
    @Test
    @Clause("C-193, C-69")
    void register_filter_proposesWhatMatchesAndCallsNobodyElse() {
        client.selection(Selection.all("(version.max>=2)"));
        provider("old", 1).register();
        provider("new", 2).register();
        client.register();
        provider("older", 0).register();
        provider("newer", 10).register();

        world.history.assertHistory(
                "c.attachProvider(new)",
                "new.attachClient(c)",
                "c.attached(new)",
                "c.attachProvider(newer)",
                "newer.attachClient(c)",
                "c.attached(newer)");
    }

    @Test
    void deregister_providerThatDidNotMatch_isOverAtOnceAndCallsNobody() {
        client.selection(Selection.all("(version.max>=2)"));
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> old = provider("old", 1);
        old.register();

        assertTrue(old.deregister().isComplete());
        world.history.assertNothing();
    }

    @Test
    void registerClient_invalidFilter_failsAndRegistersNothing() {
        world.provider("p").register();
        client.selection(Selection.best("(version.max>=2"));

        assertFails(
                IllegalArgumentException.class,
                client::register,
                "c [2]",
                "test.npi",
                "expected a filter",
                "(version.max>=2\"",
                "Nothing was registered");
        world.history.assertNothing();
    }

    @Test
    void registerClient_registrarWithoutFilters_fails() {
        Registrar plain = new Registrar(new Environment(world.log, Timing.SYSTEM, Class::getName));
        client.in(plain.open(new Owner(1, "plain", "1")).openModule("plain"));
        client.selection(Selection.all("(a=b)"));

        assertFails(IllegalArgumentException.class, client::register, "without filters");
    }

    @Test
    void register_matchingFails_concernsThisPairOnly() {
        Error thrown = new LinkageError("match");
        Registrar failing =
                new Registrar(new Environment(world.log, Timing.SYSTEM, Class::getName, text -> attributes -> {
                    if (attributes.get(ScriptedModule.NAME).equals("odd")) {
                        throw thrown;
                    }
                    return true;
                }));
        OwnerRegistrar owner = failing.open(new Owner(1, "x", "1"));
        client.in(owner.openModule("x"));
        client.selection(Selection.all("(version.max=2)\n"));
        for (String name : List.of("odd", "p")) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider = provider(name, 2);
            provider.in(client.module());
            provider.register();
        }
        client.register();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
        world.log.takeWarning(
                thrown, "client registration of x", "provider registration of x", "the filter (version.max=2)\\n has");
        owner.unload().await();
    }

    @Test
    void register_ownerInTheFilter_isTheRealOne() {
        client.selection(
                Selection.all("(&(nmr.owner.name=p)(nmr.owner.version>=1.0)(nmr.npi=test.npi)(nmr.number=0))"));
        world.provider("q").register();
        world.provider("p").register();
        client.register();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nmr.owner.name", "nmr.registration.id"})
    void registerProvider_namesItselfLikeAnAttribute_failsAndRegistersNothing(String name) {
        ScriptedProvider<ClientCalls, ProviderCalls> forged = world.provider("p");
        forged.characteristic(name, "trusted");
        client.register();

        assertFails(IllegalArgumentException.class, forged::register, "module p", "test.npi", name);
        world.history.assertNothing();
    }

    /** A bridge sees every provider but its own. */
    @Test
    void register_registrationIdInTheFilter_isComparedAsNumber() {
        long own = world.provider("own").register().instance().id();
        world.provider("p").register();
        client.selection(Selection.all("(&(nmr.registration.id>=1)(!(nmr.registration.id<=" + own + ")))"));
        client.register();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
    }

    @Test
    void capture_registrationId_capturesThatProvider() {
        world.provider("p").register();
        ScriptedProvider<ClientCalls, ProviderCalls> wanted = world.provider("q");
        long id = wanted.register().instance().id();
        var request = CaptureRequest.of(World.NPI, client.dispatch()).withFilter("(nmr.registration.id=" + id + ")");
        try (var capture = world.module("m").capture(request, Duration.ZERO)) {
            assertEquals(id, capture.provider().id());
        }
        world.history.assertCount(1, "q.cleanup(m)");
    }
}
