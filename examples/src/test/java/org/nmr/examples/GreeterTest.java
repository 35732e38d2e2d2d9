// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainBundle;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.ScriptedClient;

@ExtendWith(RegistrarExtension.class)
class GreeterTest {
    @Test
    void start_activator_offersTheGreeterUntilItsStop(PlainRegistrar registrar, ModuleHarness harness)
            throws Exception {
        ScriptedClient<Void, Greeter> client = harness.client("client", Greeter.NPI);
        client.register();
        PlainBundle greeter = registrar.bundle("greeter");

        greeter.start(new GreeterActivator());
        client.assertAttached(1);
        assertEquals("Hello Ann", client.peer().greet("Ann"));

        greeter.stop();
        client.assertAttached(0);
        registrar.log().assertNoMoreWarnings();
    }
}
