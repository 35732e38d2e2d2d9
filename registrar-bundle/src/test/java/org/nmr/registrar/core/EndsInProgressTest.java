// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What is known of ends that calls of either side hold up. */
class EndsInProgressTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final LiveModule module = world.module("p");

    @BeforeEach
    void attach() {
        provider.in(module);
        provider.register();
        client.in(world.module("c"));
        client.register();
    }

    private Binding<ProviderCalls> fromClient() {
        return client.context(provider).binding();
    }

    private Binding<ClientCalls> fromProvider() {
        return provider.context(client).binding();
    }

    private LiveBinding<?, ?> binding() {
        return ((LiveRegistration<?, ?>) provider.registration()).bindings().get(0);
    }

    @Test
    void getUnloads_severalEnds_theOldestIsFirst() {
        ScriptedProvider<ClientCalls, ProviderCalls> younger = world.provider("younger");
        younger.register(); // of the first module that is asked is the youngest end, whatever their order is
        Call<ProviderCalls> first = fromClient().enter();
        Call<ProviderCalls> second = client.context(younger).binding().enter();
        timing.pass(1);
        Deregistration old = younger.deregister();
        timing.pass(2);
        Deregistration young = provider.deregister();
        timing.pass(1);
        assertEquals(
                List.of(3000L, 1000L),
                diagnostics.getUnloads().stream().map(each -> each.ageMillis).toList());
        first.close();
        second.close();
        assertTrue(old.isComplete() && young.isComplete());
    }

    @Test
    void getUnloads_callsOfBothSides_areCountedForEach() {
        Call<ProviderCalls> down = fromClient().enter();
        Call<ClientCalls> up = fromProvider().enter();
        Call<ClientCalls> upAgain = fromProvider().enter();
        Deregistration end = provider.deregister();
        UnloadDTO unload = diagnostics.getUnloads().get(0);
        assertEquals(1, unload.outstanding.get(0).client.calls);
        assertEquals(2, unload.outstanding.get(0).provider.calls);

        RegistrationEnd part = (RegistrationEnd) module.ends().get(0).parts().get(0);
        LiveBinding<?, ?> revoked = binding();
        part.revoke("the test says so");
        assertEquals(3, part.abandonedCalls());
        assertTrue(part.toString().startsWith("end of provider registration of p"), part::toString);
        world.log.takeWarning("3 calls in flight were abandoned", "the test says so");
        assertTrue(end.isComplete());
        assertNull(revoked.copy(new Snapshot(timing, /* withStacks= */ false)));
        part.revoke("again");
        assertEquals(3, part.abandonedCalls());
        upAgain.close();
        up.close();
        down.close();
    }

    @Test
    void waitsOnlyFor_aCallOfEitherSide_isToldByItsThread() {
        Thread self = Thread.currentThread();
        Hold gate = new Hold();
        Running<String> elsewhere = world.async(() -> {
            try (Call<ProviderCalls> call = fromClient().enter()) {
                gate.stay();
            }
            return "left";
        });
        gate.awaitInside();
        Call<ClientCalls> call = fromProvider().enter();
        Deregistration end = provider.deregister();
        LiveBinding<?, ?> binding = binding();
        assertEquals(
                2, binding.edges().stream().map(End.Edge::thread).distinct().count());
        assertFalse(binding.waitsOnlyFor(thread -> thread == self));
        assertFalse(binding.waitsOnlyFor(thread -> thread != self));
        assertTrue(binding.waitsOnlyFor(thread -> true));
        gate.release();
        elsewhere.get();
        assertTrue(binding.waitsOnlyFor(thread -> thread == self));
        assertFalse(binding.waitsOnlyFor(thread -> thread != self));
        call.close();
        assertTrue(end.isComplete());
    }

    @Test
    void report_moduleWithAdvice_saysIt() {
        module.advise("as the test advises");
        client.detachesLater();
        Deregistration end = provider.deregister();
        UnloadDTO unload = diagnostics.getUnloads().get(0);
        assertEquals("as the test advises", unload.advice);
        assertTrue(Report.of(unload).contains("as the test advises"), Report.of(unload));
        timing.at(6, () -> client.context().complete());
        end.await();
        world.log.takeWarning("has waited 5 s for", "as the test advises");
    }

    @Test
    void npiCount_oneNpi_isCountedUntilTheLastRegistrationHasGone() {
        assertEquals(1, world.registrar.npiCount());
        client.close();
        assertEquals(1, world.registrar.npiCount());
        provider.close();
        assertEquals(0, world.registrar.npiCount());
    }
}
