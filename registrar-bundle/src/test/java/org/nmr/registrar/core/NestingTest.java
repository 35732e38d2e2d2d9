// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.CaptureRequest;
import org.nmr.testkit.ScriptedClient;

/** Registrations inside each other's callbacks have a limit, long before the stack ends. */
class NestingTest {
    @RegisterExtension
    final World world = new World();

    private final List<String> refusals = new ArrayList<>();
    private int registered;

    /** Each client registers another one inside its callback. */
    private void registerNext() {
        ScriptedClient<ClientCalls, ProviderCalls> next = world.client("c" + registered);
        next.onProposal(proposal -> registerNext());
        try {
            next.register();
            registered++;
        } catch (IllegalStateException refused) {
            refusals.add(refused.getMessage());
        }
    }

    @Test
    void register_endlesslyInsideAttachProvider_isRefusedAtTheLimit() {
        world.provider("p").register();
        registerNext();

        assertEquals(Nesting.LIMIT, registered);
        assertEquals(1, refusals.size());
        String message = refusals.get(0);
        assertTrue(message.contains("at most " + Nesting.LIMIT), message);
        assertTrue(message.contains("Nothing was registered"), message);
    }

    @Test
    void register_afterTheLimitWasReached_startsAgain() {
        world.provider("p").register();
        registerNext();
        registerNext();

        assertEquals(2 * Nesting.LIMIT, registered);
        assertEquals(2, refusals.size());
    }

    /** Each client captures a provider inside its callback. */
    private void captureInside(int depth) {
        ScriptedClient<ClientCalls, ProviderCalls> next = world.client("c" + depth);
        next.onProposal(proposal -> {
            if (depth < Nesting.LIMIT) {
                captureInside(depth + 1);
            } else {
                var none = CaptureRequest.of(World.NPI, next.dispatch());
                assertFails(
                        IllegalStateException.class,
                        () -> next.module().capture(none, Duration.ZERO).close(),
                        "at most " + Nesting.LIMIT);
                registered++;
            }
        });
        next.register();
    }

    /** It is not stopping, and may capture elsewhere. */
    @Test
    void capture_beyondTheLimit_isRefusedAsARegistrationIs() {
        world.provider("p").register();
        captureInside(1);
        assertEquals(1, registered);
    }

    @Test
    void register_endlesslyOnASmallStack_isRefusedAtTheLimit() throws InterruptedException {
        world.provider("p").register();
        Thread small = new Thread(null, this::registerNext, "small", 256 * 1024);
        small.start();
        small.join();

        assertEquals(Nesting.LIMIT, registered);
        assertEquals(1, refusals.size());
    }
}
