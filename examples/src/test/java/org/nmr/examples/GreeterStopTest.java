// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.ModuleRegistrations;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainBundle;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A module's own tests, with the test kit. */
class GreeterStopTest {
    private final PlainRegistrar registrar = new PlainRegistrar();

    @RegisterExtension
    final ModuleHarness harness = new ModuleHarness(registrar);

    @Test
    void stop_aClientsCallIsInFlight_waitsForIt() {
        ByHand greeter = new ByHand(harness.open("greeter"));
        ScriptedClient<Void, Greeter> client = harness.client("client", GreeterActivator.NPI);
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
    void unload_ownCallIsInsideTheProvider_waitsForIt() throws Exception {
        Hold hold = harness.hold();
        ScriptedProvider<Void, Greeter> provider =
                harness.provider("provider", GreeterActivator.NPI, hold.around(Greeter.class, name -> "Hello " + name));
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

    @Test
    void start_activator_offersTheGreeterUntilItsStop() throws Exception {
        ScriptedClient<Void, Greeter> client = harness.client("client", GreeterActivator.NPI);
        client.register();
        PlainBundle greeter = registrar.bundle("greeter");

        greeter.start(new GreeterActivator());
        assertEquals("Hello Ann", client.peer().greet("Ann"));

        greeter.stop();
        harness.history().assertCount(1, "client.cleanup(greeter)");
        registrar.log().assertNoMoreWarnings();
    }
}
