// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.ProviderCharacteristics;
import org.nmr.Selection;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.ScriptedProvider;

/** The best provider, one at a time. Beyond the contract, which leaves the choice to the client. */
abstract class SelectionsRules extends Rules {
    SelectionsRules(ModuleHarness harness) {
        super(harness);
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> ranked(String name, int ranking) {
        ScriptedProvider<ClientCalls, ProviderCalls> ranked = provider(name);
        ranked.characteristic(ProviderCharacteristics.RANKING, ranking);
        return ranked;
    }

    @Test
    @Clause("C-105, B-26")
    void best_several_attachesToTheHighestRankingThenTheOldest() {
        client.selection(Selection.best());
        ranked("low", -1).register();
        provider.register();
        ranked("old", 5).register();
        ranked("young", 5).register();
        client.register();
        ranked("late", 9).register();

        history.assertHistory("c.attachProvider(old)", "old.attachClient(c)", "c.attached(old)");
    }

    @Test
    @Clause("C-105")
    void best_refuses_theNextBestIsAsked() {
        client.selection(Selection.best());
        ScriptedProvider<ClientCalls, ProviderCalls> first = ranked("first", 1);
        first.refuses("full");
        first.register();
        provider.register();
        client.register();

        history.assertHistory(
                "c.attachProvider(first)",
                "first.attachClient(c)",
                "c.refused(first): full",
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)");
    }

    @Test
    @Clause("C-105, C-107")
    void best_goes_theNextBestFollowsAfterTheCleanups() {
        client.selection(Selection.best());
        ScriptedProvider<ClientCalls, ProviderCalls> first = ranked("first", 1);
        first.register();
        provider.register();
        client.register();
        history.clear();
        first.close();

        assertEquals(
                List.of(
                        "c.cleanup(first)",
                        "first.cleanup(c)",
                        "c.attachProvider(p)",
                        "p.attachClient(c)",
                        "c.attached(p)"),
                history.events().subList(2, history.events().size()));
    }

    @Test
    @Clause("C-105")
    void filter_aProviderDoesNotMatch_isNotProposed() {
        client.selection(Selection.all("(color=red)"));
        ScriptedProvider<ClientCalls, ProviderCalls> red = provider("red");
        red.characteristic("color", "red");
        client.register();
        provider.register();
        red.register();

        history.assertHistory("c.attachProvider(red)", "red.attachClient(c)", "c.attached(red)");
    }

    @Test
    @Clause("C-51")
    void filter_invalid_failsAndRegistersNothing() {
        client.selection(Selection.all("(a"));
        assertThrows(IllegalArgumentException.class, client::register);
        provider.register();
        history.assertNothing();
    }
}
