// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.ModuleId;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Who is proposed to whom, and what the peers see of a registration: sections 1 and 2 of the contract. */
class RegistrationTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    @Test
    @Clause("C-1, C-3, C-4, C-46, C-54, C-64, C-66, C-67, C-77, A-1, A-8")
    void registerClient_afterProviders_proposesThemInOrderBeforeItReturns() {
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("q");
        provider.register();
        second.register();

        client.register();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.attachProvider(q)",
                "q.attachClient(c)",
                "c.attached(q)");
    }

    @Test
    @Clause("C-47, C-54, C-65, C-66, A-1, A-8")
    void registerProvider_afterClients_proposesItInOrderBeforeItReturns() {
        ScriptedClient<ClientCalls, ProviderCalls> second = world.client("d");
        client.register();
        second.register();

        provider.register();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "d.attachProvider(p)",
                "p.attachClient(d)",
                "d.attached(p)");
    }

    @Test
    @Clause("A-1, C-67")
    void register_withPeer_callsBackOnTheCallingThread() {
        List<Thread> threads = new ArrayList<>();
        world.history.onEvent(event -> threads.add(Thread.currentThread()));
        provider.register();
        client.register();
        client.close();

        assertEquals(
                List.of(Thread.currentThread()), threads.stream().distinct().toList());
    }

    @Test
    @Clause("C-50, C-51, C-52, C-55, C-56, C-26")
    void register_withoutPeer_returnsHandleAndCallsNobody() {
        Registration handle = client.register();

        assertEquals("test.npi", handle.instance().npiId());
        world.history.assertNothing();
    }

    @Test
    @Clause("C-9, C-11, C-13")
    void register_otherNpi_isNotProposed() {
        provider.npi(World.OTHER_NPI);
        provider.register();
        client.register();

        world.history.assertNothing();
    }

    @Test
    @Clause("C-9")
    void register_sameRoleTwice_isNotProposed() {
        client.register();
        world.client("d").register();
        provider.npi(World.OTHER_NPI);
        provider.register();
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("q");
        second.npi(World.OTHER_NPI);
        second.register();

        world.history.assertNothing();
    }

    @Test
    @Clause("C-5, C-6, C-7, C-8, C-59, C-60, C-158")
    void register_bothRolesOfDifferentNpisInOneModule_bindsEach() {
        ScriptedProvider<ClientCalls, ProviderCalls> below = world.provider("below");
        ScriptedClient<ClientCalls, ProviderCalls> above = world.client("above");
        client.npi(World.OTHER_NPI);
        below.npi(World.OTHER_NPI);
        client.in(world.module("middle"));
        provider.in(client.module());
        below.register();
        above.register();
        client.register();
        provider.register();

        world.history.assertHistory(
                "c.attachProvider(below)",
                "below.attachClient(c)",
                "c.attached(below)",
                "above.attachProvider(p)",
                "p.attachClient(above)",
                "above.attached(p)");
    }

    @Test
    @Clause("A-15")
    void register_bothRolesOfOneNpiInOneModule_attachesToItself() {
        client.in(world.module("both"));
        provider.in(client.module());
        client.register();
        provider.register();
        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");

        client.module().close();
        assertEquals(7, world.history.events().size());
    }

    @Test
    @Clause("A-13, C-63, C-195")
    void register_sameCharacteristicsTwice_eachIsItsOwnParty() {
        var characteristics = new ClientCharacteristics<>(World.NPI, client.instance(), client);
        var module = world.module("c");
        ClientRegistration first = module.registerClient(characteristics);
        module.registerClient(characteristics);
        provider.register();
        assertEquals(2, world.history.count("c.attached(p)"));

        first.close();
        assertEquals(1, world.history.count("c.cleanup(p)"));
        // the invariants tell bindings apart by name, and here two have the same
        world.history.clear();
    }

    @Test
    @Clause("C-34, C-35, C-36, A-11, A-12")
    void register_differentNumberAndVersion_arePassedThroughAndNotMatched() {
        AtomicReference<RegistrationInstance> seen = new AtomicReference<>();
        client.onProposal(proposal -> seen.set(proposal.provider()));
        client.register();
        RegistrationInstance instance = provider.instance().withNumber(7).withVersion(1);
        world.module("p").registerProvider(new ProviderCharacteristics<>(World.NPI, instance, provider));

        assertEquals(7, seen.get().number());
        assertEquals(1, seen.get().version());
    }

    @Test
    @Clause("C-14, C-16, C-33, C-37, C-39, C-40, C-48, C-49, C-70, C-78, C-79, C-71")
    void register_characteristics_eachSideSeesThePeersInstance() {
        AtomicReference<RegistrationInstance> seenByClient = new AtomicReference<>();
        AtomicReference<RegistrationInstance> seenByProvider = new AtomicReference<>();
        client.onProposal(proposal -> {
            seenByClient.set(proposal.provider());
            assertSame(proposal.provider(), proposal.binding().peer());
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            seenByProvider.set(proposal.client());
            assertSame(proposal.client(), proposal.binding().peer());
            return provider.accept(proposal);
        });
        Registration p = provider.register();
        Registration c = client.register();

        assertEquals(p.instance(), seenByClient.get());
        assertEquals(c.instance(), seenByProvider.get());
        assertEquals("p", seenByClient.get().characteristics().get(ScriptedModule.NAME));
    }

    @Test
    @Clause("B-27, C-29, C-32")
    void register_forgedOwner_isReplacedByTheModulesOwner() {
        Owner owner = new Owner(42, "real", "2.0.0");
        var module = world.registrar.open(owner).openModule("m");
        RegistrationInstance forged = new RegistrationInstance(
                World.NPI.id(), ModuleId.UNSPECIFIED, 0, 0, Map.of(), "", new Owner(0, "system", "9"), 0);
        Registration first = module.registerClient(new ClientCharacteristics<>(World.NPI, forged, client));
        Registration second = module.registerProvider(ProviderCharacteristics.of(World.OTHER_NPI, provider));

        assertEquals(owner, first.instance().owner());
        assertNotEquals(ModuleId.UNSPECIFIED, first.instance().moduleId());
        assertEquals(first.instance().moduleId(), second.instance().moduleId());
    }

    @Test
    @Clause("C-27, C-29, C-32")
    void register_ownModuleId_isKeptAndMayEqualThePeers() {
        ModuleId id = new ModuleId.InterfaceLuid(5);
        var module = world.module("both");
        Registration c = module.registerClient(
                new ClientCharacteristics<>(World.NPI, client.instance().withModuleId(id), client));
        module.registerProvider(
                new ProviderCharacteristics<>(World.NPI, provider.instance().withModuleId(id), provider));

        assertEquals(id, c.instance().moduleId());
        assertEquals(1, world.history.count("c.attached(p)"));
    }

    @Test
    @Clause("C-38, C-178, C-179, C-180, C-181, C-182, B-17")
    void register_mapChangedLater_peerSeesTheSnapshot() {
        Map<String, Object> map = new HashMap<>(Map.of(ScriptedModule.NAME, "p"));
        RegistrationInstance plain = provider.instance();
        RegistrationInstance instance =
                new RegistrationInstance(plain.npiId(), plain.moduleId(), 0, 0, map, "bridge", plain.owner(), 0);
        world.module("p").registerProvider(new ProviderCharacteristics<>(World.NPI, instance, provider));
        map.put(ScriptedModule.NAME, "changed");
        client.register();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
        assertEquals("bridge", client.context(provider).binding().peer().onBehalfOf());
    }

    @Test
    @Clause("C-21, C-22, C-23, C-53, C-68, C-187, A-2, B-23")
    void register_callbacks_comeToTheModuleObjectBeforeTheHandleIsKnown() {
        AtomicReference<Registration> handle = new AtomicReference<>();
        List<Boolean> known = new ArrayList<>();
        provider.register();
        client.onProposal(proposal -> known.add(handle.get() != null));
        handle.set(client.register());

        assertEquals(List.of(false), known);
    }

    @Test
    void register_idOfTheModule_isOverwrittenByTheRegistrar() {
        Registration p = provider.register();
        RegistrationInstance forged = provider.instance();
        forged = new RegistrationInstance(forged.npiId(), forged.moduleId(), 0, 0, Map.of(), "", forged.owner(), 77);
        Registration second =
                world.module("q").registerProvider(new ProviderCharacteristics<>(World.NPI, forged, provider));

        assertEquals(
                List.of(1L, 2L), List.of(p.instance().id(), second.instance().id()));
    }

    @Test
    void register_eachRegistration_hasAGreaterIdThatPeersSeeAndDiagnosticsShow() {
        Registration p = provider.register();
        Registration c = client.register();
        long pId = p.instance().id();
        long cId = c.instance().id();

        assertEquals(pId, client.context(provider).binding().peer().id());
        assertEquals(cId, provider.context(client).binding().peer().id());
        RegistrarDTO dto = new Diagnostics(world.registrar).getRegistrar();
        assertEquals(
                Set.of(pId, cId),
                dto.registrations.stream().map(each -> each.id).collect(Collectors.toSet()));
        assertEquals(cId, dto.bindings.get(0).client.registrationId);
        assertEquals(pId, dto.bindings.get(0).provider.registrationId);
        client.deregister();
        assertTrue(world.client("d").register().instance().id() > cId);
        assertTrue(cId > pId);
    }

    @Test
    void register_byManyThreads_eachHasAnIdOfItsOwn() {
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        LiveModule module = world.module("m");
        var threads = IntStream.range(0, 8)
                .mapToObj(each -> world.async(Executors.callable(() -> IntStream.range(0, 100)
                        .forEach(again -> ids.add(module.registerClient(ClientCharacteristics.of(World.NPI, p -> {}))
                                .instance()
                                .id())))))
                .toList();
        threads.forEach(Running::get);

        assertEquals(800, ids.size());
    }

    @Test
    @Clause("C-51")
    void register_null_failsAndRegistersNothing() {
        var module = world.module("m");
        assertFails(NullPointerException.class, () -> module.registerClient(null), "m", "expected", "null");
        assertFails(NullPointerException.class, () -> module.registerProvider(null), "m", "expected", "null");

        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    @Clause("C-18, A-17, C-84, A-16")
    void register_npiWithoutDispatch_attachesWithoutOne() {
        Npi<Void, Void> bare = new Npi<>("test.bare", Void.class, Void.class);
        List<String> seen = new ArrayList<>();
        var module = world.module("m");
        module.registerProvider(ProviderCharacteristics.of(bare, proposal -> {
            seen.add("asked");
            return Answer.accept(BindingContext.NONE);
        }));
        module.registerClient(ClientCharacteristics.of(
                bare, proposal -> seen.add(proposal.attach(BindingContext.NONE).toString())));

        assertEquals(List.of("asked", AttachResult.ATTACHED.toString()), seen);
    }
}
