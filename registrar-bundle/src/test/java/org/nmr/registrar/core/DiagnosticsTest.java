// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.PairDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The copies that diagnostics show. */
class DiagnosticsTest {
    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private RegistrarDTO attached() {
        provider.register();
        client.register();
        return diagnostics.getRegistrar();
    }

    private Binding<ProviderCalls> fromClient() {
        return client.context(provider).binding();
    }

    @Test
    void getRegistrar_attachedPair_isShownFromBothSides() {
        provider.characteristic("object", List.of(1, 2));
        provider.characteristic("number", 7L);
        RegistrarDTO dto = attached();

        assertEquals(2, dto.registrations.size());
        assertTrue(dto.registrations.stream().allMatch(each -> each.bindings == 1 && !each.ending));
        BindingDTO binding = dto.bindings.get(0);
        assertEquals(1, dto.bindings.size());
        assertEquals("ATTACHED", binding.state);
        assertEquals("test.npi", binding.npi);
        assertEquals("c", binding.client.owner.name);
        assertEquals("p", binding.provider.owner.module);
        assertEquals("OPEN", binding.client.state);
        assertEquals(1, dto.attachedCount);
        assertEquals(List.of(), dto.unloads);
        Map<String, Object> shown = dto.registrations.stream()
                .filter(each -> each.role.equals("provider"))
                .findFirst()
                .orElseThrow()
                .characteristics;
        assertEquals(Map.of(ScriptedModule.NAME, "p", "object", "[1, 2]", "number", 7L), shown);
    }

    @Test
    void getRegistrar_copy_doesNotChangeAfterwards() {
        RegistrarDTO before = attached();
        provider.close();
        client.close();

        assertEquals(2, before.registrations.size());
        RegistrarDTO after = diagnostics.getRegistrar();
        assertEquals(0, after.registrations.size() + after.bindings.size() + after.unloads.size());
        assertEquals(1, after.attachedCount);
    }

    @Test
    @Clause("B-8")
    void getUnloads_callInFlight_namesTheThreadWithItsStackAndSince() {
        attached();
        Call<ProviderCalls> call = fromClient().enter();
        Deregistration end = provider.deregister();

        UnloadDTO unload = onlyUnload();
        assertTrue(unload.subject.startsWith("provider registration of p ["), unload.subject);
        assertEquals("p", unload.owner.name);
        BindingDTO binding = unload.outstanding.get(0);
        assertEquals(1, binding.client.calls);
        assertTrue(binding.client.oldestCallMillis >= 0);
        HolderDTO holder = binding.client.holders.get(0);
        assertEquals(Thread.currentThread().getName(), holder.thread);
        assertTrue(holder.stack.stream().anyMatch(frame -> frame.contains("DiagnosticsTest")), holder.stack.toString());
        assertEquals(List.of(), holder.begun);
        assertEquals(List.of(), diagnostics.getUnloads(-1));
        call.close();
        assertTrue(end.isComplete());
    }

    @Test
    void getUnloads_pendingSide_saysSinceWhen() {
        client.detachesLater();
        attached();
        provider.deregister();

        BindingDTO binding = onlyUnload().outstanding.get(0);
        assertEquals("PENDING", binding.client.state);
        assertTrue(binding.client.pendingMillis >= 0);
        assertEquals(-1, binding.provider.pendingMillis);
        client.context().complete();
    }

    @Test
    void getUnloads_wholeModule_isOneUnload() {
        client.detachesLater();
        provider.in(world.module("p"));
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("p2");
        second.in(provider.module());
        attached();
        second.register();
        assertFalse(provider.module().unload().isComplete());

        UnloadDTO unload = onlyUnload();
        assertTrue(unload.subject.startsWith("module p of p ["), unload.subject);
        assertEquals(2, unload.outstanding.size());
        client.contexts().forEach(ScriptedContext::complete);
        assertEquals(List.of(), diagnostics.getUnloads());
    }

    @Test
    void getUnloads_withDebug_tellsWhereAndWhenTheCallBegan() {
        world.registrar.configure(Policy.DEFAULT, /* traceCalls= */ true);
        attached();
        Call<ProviderCalls> forgotten = fromClient().enter();
        provider.deregister();

        HolderDTO holder = onlyUnload().outstanding.get(0).client.holders.get(0);
        assertTrue(holder.ageMillis >= 0);
        assertTrue(holder.begun.get(0).contains("tellsWhereAndWhenTheCallBegan"));
        assertTrue(Report.of(onlyUnload()).contains("begun at "));
        forgotten.close();
    }

    @Test
    void getUnloads_callOfAnEndedThread_saysThatItWasNotClosed() throws InterruptedException {
        attached();
        Thread forgetful = new Thread(fromClient()::enter);
        forgetful.start();
        forgetful.join();
        provider.deregister();

        assertEquals(1, onlyUnload().outstanding.get(0).client.calls);
        assertTrue(Report.of(onlyUnload()).contains("ended"), Report.of(onlyUnload()));
        diagnostics.revoke(onlyUnload().outstanding.get(0).id);
        world.log.takeWarning("1 call in flight was abandoned");
    }

    @Test
    void getRegistrar_refusedAndFailedPairs_areCountedWithTheirReasons() {
        provider.onProposal(proposal -> Answer.refuse("full"));
        attached();
        ScriptedProvider<ClientCalls, ProviderCalls> broken = world.provider("broken");
        broken.onProposal(proposal -> {
            throw new IllegalStateException("no");
        });
        broken.register();
        world.log.takeWarning("attachClient of the provider has failed");

        RegistrarDTO dto = diagnostics.getRegistrar();
        assertEquals(1, dto.refusedCount);
        assertEquals(1, dto.failedCount);
        PairDTO newest = dto.failedPairs.get(0);
        assertEquals("FAILED", newest.outcome);
        assertEquals("broken", newest.provider.name);
        assertEquals("full", dto.failedPairs.get(1).reason);
        assertEquals("REFUSED", dto.failedPairs.get(1).outcome);
    }

    @Test
    void getRegistrar_veryManyRefusedPairs_remembersTheLastHundred() {
        provider.onProposal(proposal -> Answer.refuse("full"));
        provider.register();
        for (int i = 0; i < 150; i++) {
            world.client("c" + i).register();
        }
        assertEquals(150, diagnostics.getRegistrar().refusedCount);
        assertEquals(100, diagnostics.getRegistrar().failedPairs.size());
        assertEquals("c149", diagnostics.getRegistrar().failedPairs.get(0).client.name);
    }

    @Test
    void changes_registration_tellsOnceAndCountsAll() {
        AtomicInteger told = new AtomicInteger();
        world.registrar.changes().onNext(told::incrementAndGet);
        long before = world.registrar.changes().count();
        attached();
        assertEquals(1, told.get());
        assertTrue(world.registrar.changes().count() > before + 1);
    }

    private UnloadDTO onlyUnload() {
        List<UnloadDTO> unloads = diagnostics.getUnloads();
        assertEquals(1, unloads.size());
        return unloads.get(0);
    }
}
