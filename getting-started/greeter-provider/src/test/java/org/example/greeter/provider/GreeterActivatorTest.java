package org.example.greeter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.example.greeter.Greeter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainBundle;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;

@ExtendWith(RegistrarExtension.class)
class GreeterActivatorTest {
    private PlainBundle greeter;
    private ScriptedClient<Void, Greeter> client;

    @BeforeEach
    void start(PlainRegistrar registrar, ModuleHarness harness) throws Exception {
        client = harness.client("client", Greeter.NPI);
        client.register();
        greeter = registrar.bundle("greeter");
        greeter.start(new GreeterActivator());
    }

    @Test
    void greet_started_saysHello() throws Exception {
        client.assertAttached(1);
        assertEquals("Hello Ann", client.peer().greet("Ann"));
        greeter.stop();
        client.assertAttached(0);
    }

    @Test
    void stop_aCallIsInside_waitsForIt(ModuleHarness harness) {
        HeldCall<Greeter> call = client.context().hold();

        Running<?> stop = harness.async(() -> {
            greeter.stop();
            return null;
        });
        harness.history().await("client.detach(greeter)");
        stop.assertWaits();

        assertEquals("Hello Ann", call.release(peer -> peer.greet("Ann")));
        stop.get();
    }
}
