// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.RegistrarOptions;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;

/** A client that finds no provider is reported, once. */
class NoProviderIT {
    @RegisterExtension
    private final Felix felix = new Felix(Map.of(RegistrarOptions.CLIENT_REPORT_AFTER, "100"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private long count(String part) {
        return log.messages().stream().filter(message -> message.contains(part)).count();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
    }

    @Test
    void start_clientFindsNoProvider_isSaidOnceAtInfo() throws Exception {
        felix.start(ModuleJar.activator("provider").provider("npi.Greeter"));
        felix.startRegistrar();
        Bundle client = felix.start(ModuleJar.activator("client").client("npi.greeter"));
        String message = log.await("no module offers NPI npi.greeter");
        assertTrue(message.startsWith("INFO "), message);
        assertTrue(message.contains(" of " + name(client) + " has waited "), message);
        assertTrue(message.contains("But " + name(felix.find("provider")) + " offers NPI npi.Greeter"), message);

        felix.start(ModuleJar.activator("other").client("npi.b"));
        log.await("no module offers NPI npi.b");
        assertEquals(1, count("npi.greeter"));
    }

    @Test
    void start_clientFindsAProvider_saysNothing() throws Exception {
        felix.start(ModuleJar.activator("client").client("npi.a"));
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.startRegistrar();
        felix.start(ModuleJar.activator("other").client("npi.b"));
        log.await("no module offers NPI npi.b");
        assertEquals(1, log.messages().size(), () -> log.messages().toString());
    }
}
