// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import org.nmr.Follower;
import org.nmr.Selection;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A module with one client that requires a provider, and one follower, s. */
final class Followed {
    private final World world;
    final ScriptedClient<ClientCalls, ProviderCalls> client;

    /** What a follower does when it begins and ends, besides being recorded. */
    volatile Runnable onBegin = () -> {};

    volatile Runnable onEnd = () -> {};

    Followed(World world) {
        this.world = world;
        this.client = world.client("c");
    }

    LiveModule module() {
        if (client.module() == null) {
            client.in(world.module("c"));
        }
        return (LiveModule) client.module();
    }

    Follower follower(String name) {
        return () -> {
            world.history.record(name + ".begin");
            onBegin.run();
            return () -> {
                world.history.record(name + ".end");
                onEnd.run();
            };
        };
    }

    void register() {
        register(Selection.ALL);
    }

    void register(Selection selection) {
        client.selection(selection.required());
        module();
        client.register();
        module().whileSatisfied(follower("s"));
    }

    ScriptedProvider<ClientCalls, ProviderCalls> provider(String name) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.register();
        return provider;
    }

    /** What has happened to the follower. */
    List<String> told() {
        return world.history.events().stream()
                .filter(event -> event.startsWith("s."))
                .toList();
    }
}
