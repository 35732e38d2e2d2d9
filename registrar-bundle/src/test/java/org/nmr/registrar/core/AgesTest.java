// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.PairDTO;
import org.nmr.registrar.unload.Policy;

/** All ages that diagnostics show are told by the clock of the registrar. */
class AgesTest {
    private static final Npi<Void, Loader> NPI = Npi.of("test.ages", Void.class, Loader.class);

    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final CompletableFuture<String> result = new CompletableFuture<>();

    private Binding<Loader> client;

    /** What is called. */
    public interface Loader {
        /** Loads, and is done later. */
        CompletionStage<String> load();
    }

    private void attach() {
        world.module("p")
                .registerProvider(
                        ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> result)));
        world.module("c").registerClient(ClientCharacteristics.of(NPI, proposal -> {
            client = proposal.binding();
            assertEquals(AttachResult.ATTACHED, proposal.attach(BindingContext.NONE));
        }));
    }

    private List<HolderDTO> holders() {
        return diagnostics.getRegistrar().bindings.get(0).client.holders;
    }

    @Test
    void getRegistrar_refusedPair_tellsItsAge() {
        world.module("p").registerProvider(ProviderCharacteristics.of(NPI, proposal -> Answer.refuse("not today")));
        world.module("c")
                .registerClient(ClientCharacteristics.of(NPI, proposal -> proposal.attach(BindingContext.NONE)));
        timing.pass(3);

        PairDTO pair = diagnostics.getRegistrar().failedPairs.get(0);
        assertEquals(3000, pair.ageMillis);
        timing.pass(4);
        assertEquals(7000, diagnostics.getRegistrar().failedPairs.get(0).ageMillis);
        assertEquals(3000, pair.ageMillis);
    }

    @Test
    void getRegistrar_asynchronousCall_tellsItsAge() {
        attach();
        timing.pass(2);
        client.dispatch().load();
        timing.pass(5);

        assertEquals(5000, holders().get(0).ageMillis);
        assertEquals(5000, diagnostics.getRegistrar().bindings.get(0).client.oldestCallMillis);
        result.complete("done");
    }

    @Test
    void getRegistrar_tracedCall_tellsItsAge() {
        world.registrar.configure(Policy.DEFAULT, /* traceCalls= */ true);
        attach();
        try (Call<Loader> call = client.enter()) {
            timing.pass(6);
            assertEquals(6000, holders().get(0).ageMillis);
        }
    }
}
