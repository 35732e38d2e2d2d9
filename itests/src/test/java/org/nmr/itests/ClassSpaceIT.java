// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;

/** Bundles with dispatch types of the same name from different places are kept apart, and told so. */
class ClassSpaceIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_ownCopiesOfTheNpi_pairIsRefusedWithBundlesAndPackages(boolean clientFirst) throws Exception {
        felix.startRegistrar();
        Bundle client =
                felix.install(ModuleJar.activator("client").client("npi.a").withOwnNpi());
        Bundle provider =
                felix.install(ModuleJar.activator("provider").provider("npi.a").withOwnNpi());
        (clientFirst ? client : provider).start();
        (clientFirst ? provider : client).start();
        assertEquals(List.of(), pairs(felix.scenario().takeHistory()));
        assertEquals(1, log.messages().size(), () -> log.messages().toString());
        String warning = log.await("WARNING");
        for (String part : List.of(
                "NPI npi.a",
                "org.nmr.itests.npi.Listener from package org.nmr.itests.npi of bundle " + name(client),
                "org.nmr.itests.npi.Greeter from package org.nmr.itests.npi of bundle " + name(client),
                "org.nmr.itests.npi.Listener from package org.nmr.itests.npi of bundle " + name(provider),
                "org.nmr.itests.npi.Greeter from package org.nmr.itests.npi of bundle " + name(provider))) {
            assertTrue(warning.contains(part), () -> "\"" + part + "\" in: " + warning);
        }
        assertFalse(warning.contains("ClassCastException"), warning);
        assertAdvice(warning, "delete the copy in " + name(client) + " and in " + name(provider));
    }

    private static void assertAdvice(String warning, String copies) {
        String advice =
                "Export package org.nmr.itests.npi from one NPI bundle, and import it from there on both sides; ";
        assertTrue(warning.endsWith(advice + copies), () -> "\"" + advice + copies + "\" in: " + warning);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_oneOwnCopyOfTheNpi_adviceIsToDeleteThatOne(boolean clientHasIt) throws Exception {
        felix.startRegistrar();
        ModuleJar client = ModuleJar.activator("client").client("npi.a");
        ModuleJar provider = ModuleJar.activator("provider").provider("npi.a");
        Bundle first = felix.start(clientHasIt ? client.withOwnNpi() : client);
        Bundle second = felix.start(clientHasIt ? provider : provider.withOwnNpi());
        assertAdvice(log.await("WARNING"), "delete the copy in " + name(clientHasIt ? first : second));
    }

    @Test
    void start_oneWithItsOwnCopy_othersOfTheNpiAttach() throws Exception {
        felix.startRegistrar();
        felix.start(ModuleJar.activator("stranger").provider("npi.a").withOwnNpi());
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        assertEquals(attach("client", "provider"), pairs(felix.scenario().takeHistory()));
        assertTrue(log.await("WARNING").contains("stranger"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_npiUpdatedWithoutRefresh_adviceIsARefreshWhichHelps(boolean clientIsOld) throws Exception {
        felix.startRegistrar();
        ModuleJar client = ModuleJar.activator("client").client("npi.a");
        ModuleJar provider = ModuleJar.activator("provider").provider("npi.a");
        felix.start(clientIsOld ? client : provider);
        Bundle npi = felix.find("npi");
        felix.update(npi, ModuleJar.npi("1.1"));
        felix.start(clientIsOld ? provider : client);

        assertEquals(List.of(), pairs(felix.scenario().takeHistory()));
        String warning = log.await("WARNING");
        String old = "of bundle " + name(npi) + ", as it was before it was updated or uninstalled, for the "
                + (clientIsOld ? "client" : "provider");
        assertTrue(warning.contains(old), warning);
        assertTrue(warning.contains("refresh it") && !warning.contains("from one NPI bundle"), warning);

        felix.refresh(npi);
        assertEquals(attach("client", "provider"), pairs(felix.scenario().takeHistory()));
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
    }
}
