// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nmr.ModuleRegistrations;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A module's own tests, with the test kit. */
@ExtendWith(RegistrarExtension.class)
class GreeterStopTest {
    @Test
    void stop_aClientsCallIsInFlight_waitsForIt(ModuleHarness harness) {
        ByHand greeter = new ByHand(harness.open("greeter"));
        ScriptedClient<Void, Greeter> client = harness.client("client", Greeter.NPI);
        client.register();
        HeldCall<Greeter> call = client.context().hold();

        Running<?> stop = harness.start(greeter::stop);
        harness.history().await("client.detach(greeter)");
        stop.assertWaits();

        assertEquals("Ann.", call.release(peer -> peer.greet("Ann")));
        stop.get();
        harness.history().assertCount(2, "client.cleanup(greeter)");
    }

    @Test
    void unload_ownCallIsInsideTheProvider_waitsForIt(ModuleHarness harness) throws Exception {
        Hold hold = harness.hold();
        ScriptedProvider<Void, Greeter> provider =
                harness.provider("provider", Greeter.NPI, hold.around(Greeter.class, name -> "Hello " + name));
        provider.register();
        GreetingComponent greeting = new GreetingComponent();
        ModuleRegistrations module = harness.load("greeting", greeting);
        Running<Optional<String>> call = harness.async(() -> greeting.greet("Ann"));
        hold.awaitInside();

        Running<?> unload = harness.start(module::close);
        harness.history().await("provider.detach(greeting)");
        unload.assertWaits();

        hold.release();
        assertEquals(Optional.of("Hello Ann"), call.get());
        unload.get();
    }
}
