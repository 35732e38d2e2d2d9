package org.example.greeter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.example.greeter.Greeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nmr.ModuleRegistrations;
import org.nmr.testkit.Fake;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedProvider;
import org.osgi.service.log.Logger;

@ExtendWith(RegistrarExtension.class)
class GreetingComponentTest {
    private final GreetingComponent greetings = new GreetingComponent(
            Fake.of(Logger.class, Map.of()),
            Fake.of(GreetingComponent.Config.class, Map.of("ending", nothing -> "!")));

    @Test
    void greet_noProvider_saysSo() {
        assertEquals("no provider is there", greetings.greet("Ann"));
    }

    @Test
    void unload_ownCallIsInsideTheProvider_waitsForIt(ModuleHarness harness) throws Exception {
        Hold hold = harness.hold();
        ScriptedProvider<Void, Greeter> provider =
                harness.provider("provider", Greeter.NPI, hold.around(Greeter.class, name -> "Hello " + name));
        provider.register();
        ModuleRegistrations module = harness.load("greetings", greetings);
        Running<String> call = harness.async(() -> greetings.greet("Ann"));
        hold.awaitInside();

        Running<?> unload = harness.start(module::close);
        harness.history().await("provider.detach(greetings)");
        unload.assertWaits();

        hold.release();
        assertEquals("Hello Ann!", call.get());
        unload.get();
    }
}
