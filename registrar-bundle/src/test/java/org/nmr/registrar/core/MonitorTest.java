// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** That methods assert which monitor they need, or that they must not be called with. One of each kind. */
class MonitorTest {
    @RegisterExtension
    final World world = new World();

    @Test
    void stateOfASpace_withoutItsMonitor_isAFault() {
        NpiSpace space = world.registrar.space("test.npi");
        assertThrows(AssertionError.class, space::nextBinding);
        synchronized (space) {
            assertEquals(1, space.nextBinding());
        }
    }

    @Test
    void stateOfAModule_withoutItsMonitor_isAFault() {
        LiveModule module = world.module("M");
        assertThrows(AssertionError.class, module.satisfaction()::ongoing);
        module.close();
    }

    @Test
    void codeOfModules_underAMonitor_isAFault() {
        LiveModule module = world.module("M");
        synchronized (module.monitor) {
            assertThrows(AssertionError.class, () -> module.satisfaction().look(Followers.ALL));
        }
        module.close();
    }

    /** A handle is an object like others: whoever has it may use it as a monitor. */
    @Test
    void handles_usedAsMonitorsByAThreadThatBlocks_holdUpNoOtherModule() {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        OwnerRegistrar view = world.registrar.open(new Owner(99, "c", "1.0.0"));
        LiveModule module = view.openModule("c");
        client.in(module);
        provider.register();
        Registration registration = client.register();
        Hold hold = new Hold();
        Running<?> blocked = world.async(() -> {
            synchronized (view) {
                synchronized (module) {
                    synchronized (registration) {
                        synchronized (client.context(provider).binding()) {
                            hold.stay();
                        }
                    }
                }
            }
            return "";
        });
        hold.awaitInside();
        try {
            Running<?> closing = world.async(() -> {
                assertEquals(
                        2,
                        new Diagnostics(world.registrar)
                                .getRegistrar()
                                .registrations
                                .size());
                provider.close();
                return "";
            });
            closing.get();
        } finally {
            hold.release();
        }
        blocked.get();
    }

    @Test
    void module_registersWithItsHandleAsMonitor_isNoFault() {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        client.in(world.module("c"));
        synchronized (client.module()) {
            client.module().whileSatisfied(() -> () -> {});
            client.register();
            client.module().close();
        }
    }
}
