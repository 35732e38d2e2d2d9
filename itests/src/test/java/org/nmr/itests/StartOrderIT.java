// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.assertMetRegistrar;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.end;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;

/** Whoever comes first, client and provider attach; and each bundle in turn may go and come back. */
class StartOrderIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");

    @RegisterExtension
    private final Felix felix = new Felix();

    @Test
    void start_clientFirst_attachesWhenTheProviderStarts() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        felix.start(PROVIDER);
        assertEquals(
                all(
                        List.of("client registered", "client started"),
                        attach("client", "provider"),
                        List.of("provider registered", "provider started")),
                history());
    }

    @Test
    void start_providerFirst_attachesWhenTheClientStarts() throws Exception {
        felix.startRegistrar();
        felix.start(PROVIDER);
        felix.start(CLIENT);
        assertEquals(
                all(
                        List.of("provider registered", "provider started"),
                        attach("client", "provider"),
                        List.of("client registered", "client started")),
                history());
    }

    @Test
    void start_registrarLast_attachesWhenItStarts() throws Exception {
        felix.start(CLIENT);
        felix.start(PROVIDER);
        assertEquals(
                List.of("client started", "provider started"), felix.scenario().takeHistory());
        felix.startRegistrar();
        assertMetRegistrar(history());
    }

    @Test
    void call_attachedPair_goesBothWaysThroughTheBundles() throws Exception {
        startAll();
        felix.scenario().perform("client calls provider");
        assertEquals(List.of("provider greets client", "client hears hello client"), history());
    }

    @Test
    void stopAndStart_client_attachesAgain() throws Exception {
        startAll();
        Bundle client = felix.find("client");
        client.stop();
        client.start();
        assertEquals(
                all(
                        end("client", "provider"),
                        List.of("client stopped"),
                        attach("client", "provider"),
                        List.of("client registered", "client started")),
                history());
    }

    @Test
    void stopAndStart_provider_attachesAgain() throws Exception {
        startAll();
        Bundle provider = felix.find("provider");
        provider.stop();
        provider.start();
        assertEquals(
                all(
                        end("client", "provider"),
                        List.of("provider stopped"),
                        attach("client", "provider"),
                        List.of("provider registered", "provider started")),
                history());
    }

    @Test
    void refuse_byEitherSide_leavesNothingBehind() throws Exception {
        Scenario scenario = felix.scenario();
        felix.startRegistrar();
        Bundle provider = felix.start(PROVIDER);
        scenario.on("client meets provider", Step.REFUSE);
        Bundle client = felix.start(CLIENT);
        client.stop();
        scenario.on("client meets provider", () -> Reply.NORMAL);
        scenario.on("provider meets client", Step.REFUSE);
        scenario.takeHistory();
        client.start();
        provider.stop();
        assertEquals(
                List.of(
                        "client meets provider",
                        "provider meets client",
                        "client not attached to provider: REFUSED",
                        "client registered",
                        "client started",
                        "provider stopped"),
                history());
    }

    private void startAll() throws Exception {
        felix.startRegistrar();
        felix.start(PROVIDER);
        felix.start(CLIENT);
        felix.scenario().takeHistory();
    }

    private List<String> history() {
        return felix.scenario().takeHistory();
    }
}
