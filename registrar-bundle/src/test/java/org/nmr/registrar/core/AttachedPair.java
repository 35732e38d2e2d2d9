// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Binding;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** One client and one provider, for tests of the stages of their binding. */
abstract class AttachedPair {
    @RegisterExtension
    final World world = new World();

    final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** Stages that were asked for before the pair was attached. */
    final List<CompletionStage<Void>> early = new ArrayList<>();

    final void attach() {
        provider.register();
        client.register();
    }

    final Binding<?> clientSide() {
        return client.context(provider).binding();
    }

    final Binding<?> providerSide() {
        return provider.context(client).binding();
    }

    static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
