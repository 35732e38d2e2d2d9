// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Many threads register and deregister on several NPIs at random; {@link World} checks the outcome. */
@Clause("C-106, C-114, C-134, C-142, C-150, C-174, A-7, A-9, A-19, A-27, B-29")
class StressTest {
    private static final int THREADS = 4;
    private static final int STEPS = 600;
    private static final int ALIVE = 4;
    private static final List<Npi<ClientCalls, ProviderCalls>> NPIS =
            List.of(World.NPI, World.OTHER_NPI, Npi.of("test.third", ClientCalls.class, ProviderCalls.class));

    private final World world = new World();

    @Test
    void modules_comeAndGoOnManyThreads_everyBindingEndsOnce() {
        List<Running<?>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(world.async(() -> {
                live(thread, new Random(thread));
                return null;
            }));
        }
        threads.forEach(Running::get);
        assertTrue(world.history.events().stream().anyMatch(event -> event.contains("cleanup")));

        world.close();
    }

    private void live(int thread, Random random) {
        Deque<ScriptedModule<?>> alive = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            ScriptedModule<?> module = module("t" + thread + "s" + step, random);
            DetachKind kind = DetachKind.values()[random.nextInt(DetachKind.values().length)];
            module.onDetach(context -> kind.detach(world, context));
            module.register();
            alive.add(module);
            if (alive.size() > ALIVE) {
                alive.removeFirst().close();
            }
        }
        alive.forEach(ScriptedModule::deregister);
    }

    private ScriptedModule<?> module(String name, Random random) {
        int mood = random.nextInt(4);
        Npi<ClientCalls, ProviderCalls> npi = NPIS.get(random.nextInt(NPIS.size()));
        if (random.nextBoolean()) {
            ScriptedClient<ClientCalls, ProviderCalls> client = world.client(name);
            client.npi(npi);
            client.onProposal(mood == 0 ? proposal -> {} : client::attach);
            return client;
        }
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.npi(npi);
        provider.onProposal(mood == 0 ? proposal -> Answer.refuse("no") : provider::accept);
        return provider;
    }

    /** The ways to detach. */
    private enum DetachKind {
        AT_ONCE {
            @Override
            DetachStatus detach(World world, ScriptedContext<?> context) {
                return DetachStatus.COMPLETE;
            }
        },
        ON_ANOTHER_THREAD {
            @Override
            DetachStatus detach(World world, ScriptedContext<?> context) {
                world.async(() -> {
                    context.complete();
                    return null;
                });
                return DetachStatus.PENDING;
            }
        },
        EARLY {
            @Override
            DetachStatus detach(World world, ScriptedContext<?> context) {
                context.complete();
                return DetachStatus.PENDING;
            }
        };

        abstract DetachStatus detach(World world, ScriptedContext<?> context);
    }
}
