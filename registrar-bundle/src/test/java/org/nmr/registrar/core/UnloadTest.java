// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Owner;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The end of a whole module: sections 7 and 8 of the contract. */
class UnloadTest {
    @RegisterExtension
    final World world = new World();

    private final LiveModule module = world.module("m");
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final ScriptedClient<ClientCalls, ProviderCalls> above = world.client("above");
    private final ScriptedProvider<ClientCalls, ProviderCalls> below = world.provider("below");

    /** A module in the middle: client of one NPI, provider of another. */
    private void attachBothRoles() {
        client.in(module);
        provider.in(module);
        client.npi(World.OTHER_NPI);
        below.npi(World.OTHER_NPI);
        List.of(client, provider, above, below).forEach(ScriptedModule::register);
        world.history.clear();
    }

    @Test
    @Clause("C-158, C-163, C-164, C-165, C-167")
    void close_severalRegistrations_endsEveryBindingBeforeItReturns() {
        attachBothRoles();
        module.close();

        assertEquals(8, world.history.events().size());
        assertEquals(1, world.history.count("below.cleanup(c)"));
        assertEquals(1, world.history.count("above.cleanup(p)"));
        assertTrue(module.unload().isComplete());
    }

    @Test
    @Clause("C-159, C-167")
    void unload_severalRegistrations_detachesAllBeforeAnybodyIsDone() {
        attachBothRoles();
        below.detachesLater();
        above.detachesLater();
        Deregistration end = module.unload();
        assertEquals(4, world.history.events().size());
        below.context().complete();
        assertFalse(end.isComplete());

        above.context().complete();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-162, C-159")
    void unload_newPeerDuringTheFirstDetach_isNotProposedToTheOtherRegistration() {
        attachBothRoles();
        ScriptedClient<ClientCalls, ProviderCalls> late = world.client("late");
        client.onDetach(context -> {
            late.register();
            return DetachStatus.COMPLETE;
        });
        module.close();

        assertEquals(0, world.history.count("late.attachProvider(p)"));
    }

    @Test
    @Clause("C-166")
    void deregister_onePartEarlier_unloadEndsTheRest() {
        attachBothRoles();
        client.deregister();
        assertEquals(4, world.history.events().size());
        module.close();

        assertEquals(8, world.history.events().size());
    }

    @Test
    @Clause("C-166, C-167")
    void deregister_onePartStillPending_unloadWaitsForItToo() {
        attachBothRoles();
        below.detachesLater();
        Deregistration part = client.deregister();
        Deregistration end = module.unload();
        assertFalse(end.isComplete());

        below.context().complete();
        assertTrue(part.isComplete());
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-163")
    void unload_again_endsWithTheSameBindings() {
        attachBothRoles();
        below.detachesLater();
        Deregistration first = module.unload();
        Deregistration second = module.unload();
        assertFalse(second.isComplete());

        below.context().complete();
        assertTrue(first.isComplete());
        assertTrue(second.isComplete());
        module.close();
        module.close();
    }

    @Test
    @Clause("C-162")
    void register_afterUnload_failsAndRegistersNothing() {
        module.close();
        client.in(module);
        provider.in(module);
        assertFails(IllegalStateException.class, client::register, "m", "expected");
        assertFails(IllegalStateException.class, provider::register, "m", "expected");

        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    @Clause("A-5, B-4")
    void deregister_afterUnloadBegan_returnsThatEndOnce() {
        client.in(module);
        client.register();
        module.unload();
        assertTrue(client.deregister().isComplete());

        assertFails(IllegalStateException.class, client::deregister, "c");
    }

    @Test
    @Clause("C-57, A-32")
    void load_moduleThrows_itsExceptionComesThroughAndCloseUnloads() {
        IOException thrown = new IOException("no socket");
        client.in(module);
        provider.register();
        IOException seen = assertThrows(
                IOException.class,
                () -> module.load(nmr -> {
                    client.register();
                    throw thrown;
                }));
        module.close();

        assertSame(thrown, seen);
        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    @Clause("C-164, C-167")
    void unload_whileTheModuleRegisters_waitsForItAndRefusesTheRest() {
        Hold gate = new Hold();
        client.in(module);
        provider.in(module);
        Running<?> loading = world.async(() -> {
            module.load(nmr -> {
                client.register();
                gate.stay();
                assertThrows(IllegalStateException.class, provider::register);
            });
            return null;
        });
        gate.awaitInside();
        Deregistration end = module.unload();
        assertTrue(client.deregister().isComplete());
        assertFalse(end.isComplete());

        gate.release();
        loading.get();
        World.awaitEnd(end);
    }

    @Test
    @Clause("C-164")
    void load_afterUnload_fails() {
        module.unload();

        assertFails(IllegalStateException.class, () -> module.load(nmr -> world.fault("loaded")), "m", "expected");
    }

    @Test
    @Clause("A-33, C-169, B-1")
    void unloadAll_severalModules_endsEverybodyAndLetsNobodyIn() {
        attachBothRoles();
        Deregistration end = world.registrar.unloadAll();
        end.await();

        assertTrue(end.isComplete());
        assertEquals(8, world.history.events().size());
        assertFails(IllegalStateException.class, () -> world.module("new"), "new", "expected", "stopping");
        assertTrue(world.registrar.unloadAll().isComplete());
    }

    @Test
    @Clause("A-33")
    void unloadAll_stillPending_secondCallWaitsToo() {
        attachBothRoles();
        below.detachesLater();
        Deregistration first = world.registrar.unloadAll();
        Deregistration second = world.registrar.unloadAll();
        assertFalse(first.isComplete());
        assertFalse(second.isComplete(), "the second unloadAll must wait for what the first one began");

        below.context().complete();
        assertTrue(first.isComplete() && second.isComplete());
    }

    @Test
    @Clause("A-33")
    void openModule_withoutName_fails() {
        Owner owner = new Owner(3, "bundle", "1");

        assertFails(
                NullPointerException.class,
                () -> world.registrar.open(owner).openModule(null),
                "bundle [3]",
                "expected",
                "null");
    }
}
