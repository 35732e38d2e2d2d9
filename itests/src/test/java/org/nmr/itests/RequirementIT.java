// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.end;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/** A service, and with it a component that needs it, is there while a module has the provider that it requires. */
class RequirementIT {
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");
    private static final String FILTER = "(objectClass=java.lang.Runnable)";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void start() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR, Shipped.GOGO);
        felix.startRegistrar();
    }

    private static ModuleJar client(String way) {
        ModuleJar jar = switch (way) {
            case "activator" -> ModuleJar.activator("client");
            case "whiteboard" -> ModuleJar.whiteboard("client");
            default -> ModuleJar.component("client");
        };
        return jar.client("npi.a").required();
    }

    private boolean isServed() {
        return felix.context().getServiceReference(Runnable.class.getName()) != null;
    }

    private RegistrationDTO registration(String role) {
        return felix.runtime().getRegistrar().registrations.stream()
                .filter(each -> each.role.equals(role))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"activator", "whiteboard", "component"})
    void service_providerComesAndGoes_isThereMeanwhile(String way) throws Exception {
        Bundle client = felix.start(client(way));
        assertFalse(isServed());
        Bundle provider = felix.start(PROVIDER);
        assertTrue(isServed());
        assertEquals(
                client,
                felix.context().getServiceReference(Runnable.class.getName()).getBundle());
        felix.update(provider, PROVIDER);
        assertTrue(isServed());
        provider.stop();
        assertFalse(isServed());
        provider.start();
        assertTrue(isServed());
        client.stop();
        assertFalse(isServed());
    }

    @Test
    void service_registrarStopsAndComesBack_goesAndComesBack() throws Exception {
        felix.start(client("activator"));
        felix.start(PROVIDER);
        Bundle registrar = felix.find("org.nmr.registrar");
        registrar.stop();
        assertFalse(isServed());
        registrar.start();
        assertTrue(isServed());
    }

    /** C-163: the component leaves while the provider is still there, and the provider's stop returns afterwards. */
    @Test
    void component_thatNeedsTheService_leavesBeforeTheLastProvider() throws Exception {
        felix.start(ModuleJar.component("ds", Runnable.class).provider("npi.b"));
        felix.start(client("activator"));
        assertEquals(List.of("client registered", "client started"), scenario.takeHistory());
        Bundle provider = felix.start(PROVIDER);
        assertEquals(List.of("ds activated", "ds registered"), of("ds"));

        provider.stop();
        assertEquals(all(List.of("ds deactivated"), end("client", "provider")), withoutStop());
    }

    @Test
    void component_thatNeedsTheService_leavesBeforeTheModuleUnloads() throws Exception {
        felix.start(ModuleJar.component("ds", Runnable.class).provider("npi.b"));
        Bundle client = felix.start(client("whiteboard"));
        felix.start(PROVIDER);
        scenario.takeHistory();
        client.stop();
        assertEquals(all(List.of("ds deactivated"), end("client", "provider")), withoutStop());
    }

    private List<String> of(String module) {
        return scenario.takeHistory().stream()
                .filter(event -> event.startsWith(module + " "))
                .toList();
    }

    private List<String> withoutStop() {
        return scenario.takeHistory().stream()
                .filter(event -> !event.endsWith(" stopped"))
                .toList();
    }

    /** Who blocks in a service event holds the provider's stop up, is named, and ends no wait. */
    @Test
    void stopProvider_listenerBlocks_isNamedAndWaitedFor() throws Exception {
        felix.start(client("activator"));
        Bundle provider = felix.start(PROVIDER);
        scenario.takeHistory();
        Gate gate = new Gate();
        scenario.on("listener blocks", gate);
        ServiceListener listener = unregistering(() -> scenario.ask("listener blocks"));
        Task stop = felix.async("stop provider", provider::stop);
        scenario.await("listener blocks");

        String why = felix.command("nmr:why provider");
        assertTrue(why.contains("a callback is running on thread task: stop provider"), why);
        assertEquals(List.of("listener blocks"), scenario.takeHistory());
        assertFalse(registration("client").satisfied);

        gate.open();
        stop.join();
        assertEquals(end("client", "provider"), withoutStop());
        felix.context().removeServiceListener(listener);
    }

    @Test
    void stopProvider_listenerThrows_theStopGoesOn() throws Exception {
        felix.start(client("activator"));
        Bundle provider = felix.start(PROVIDER);
        scenario.takeHistory();
        ServiceListener listener = unregistering(() -> {
            throw new IllegalStateException("a listener's fault");
        });
        provider.stop();
        assertEquals(end("client", "provider"), withoutStop());
        assertFalse(isServed());
        felix.context().removeServiceListener(listener);
    }

    private ServiceListener unregistering(Runnable action) throws Exception {
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                action.run();
            }
        };
        felix.context().addServiceListener(listener, FILTER);
        return listener;
    }

    @Test
    void commands_providerMissing_tellWhoLacksIt() throws Exception {
        Bundle client = felix.start(client("activator"));
        RegistrationDTO without = registration("client");
        assertTrue(without.required && !without.satisfied && without.unsatisfiedMillis >= 0);
        String list = felix.command("nmr:list");
        assertTrue(list.contains("requires"), list);
        assertTrue(list.contains("unsatisfied: 1 client without a required provider; see nmr:why"), list);
        String lacks = "unsatisfied: client client [" + client.getBundleId() + "]";
        for (String command : List.of("nmr:why", "nmr:why client")) {
            String why = felix.command(command);
            assertTrue(why.contains(lacks) && why.contains("requires a provider of NPI npi.a"), why);
        }

        felix.start(PROVIDER);
        assertTrue(registration("client").satisfied);
        assertFalse(felix.command("nmr:list").contains("unsatisfied"));
        assertTrue(felix.command("nmr:why").startsWith("nothing is unloading"));
    }
}
