// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nmr.AttachResult;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientModule;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;

/** A registrar with a fault is found out, by a script of a few steps. */
class FuzzPowerTest {
    private static final int ENOUGH = 5_000;
    private static final long SEED = 42;

    @Test
    void run_proposesTwice_findsItWithOnePair() {
        assertFoundWith(2, module -> proposal -> {
            module.attachProvider(proposal);
            module.attachProvider(proposal);
        });
    }

    @Test
    void run_dropsACleanup_findsItWithOnePair() {
        assertFoundWith(
                2,
                module -> proposal -> module.attachProvider(withContext(proposal, own -> new Sound(own) {
                    @Override
                    public void cleanup() {
                        // the fault
                    }
                })));
    }

    @Test
    void run_takesPendingForComplete_findsItWithOnePair() {
        assertFoundWith(
                2,
                module -> proposal -> module.attachProvider(withContext(proposal, own -> new Sound(own) {
                    @Override
                    public DetachStatus detach() {
                        super.detach();
                        return DetachStatus.COMPLETE;
                    }
                })));
    }

    @Test
    void run_waitsForOneCallTooMany_findsItWithOnePair() {
        assertFoundWith(
                2,
                module -> proposal -> module.attachProvider(withContext(proposal, own -> new Sound(own) {
                    @Override
                    public DetachStatus detach() {
                        DetachStatus status = super.detach();
                        Call<String> never = proposal.binding().enter();
                        return never.dispatch().isEmpty() ? DetachStatus.PENDING : status;
                    }
                })));
    }

    @Test
    void run_callsAFailureARefusal_findsItWithOnePair() {
        assertFoundWith(
                2,
                module -> proposal -> module.attachProvider(new FaultyProposal(
                        proposal,
                        UnaryOperator.identity(),
                        result -> result.status() == AttachResult.Status.FAILED
                                ? new AttachResult(AttachResult.Status.REFUSED, result.reason())
                                : result)));
    }

    @Test
    void shrink_anyScriptFails_isEmpty() {
        Script smallest = new Shrinker(script -> true).shrink(ScriptGenerator.script(SEED));

        assertEquals(0, smallest.size());
    }

    @Test
    void script_sameSeed_isTheSame() {
        assertEquals(ScriptGenerator.script(SEED), ScriptGenerator.script(SEED));
    }

    private static void assertFoundWith(int steps, UnaryOperator<ClientModule<String, String>> fault) {
        Optional<Fuzz.Counterexample> found = new Fuzz(() -> faulty(RealRegistrar.open(), fault)).run(ENOUGH, SEED);

        assertTrue(found.isPresent(), "no script shows the fault");
        assertEquals(steps, found.get().script().size(), found.get()::toString);
    }

    private static Function<String, ModuleRegistrations> faulty(
            Function<String, ModuleRegistrations> sound, UnaryOperator<ClientModule<String, String>> fault) {
        return name -> new FaultyRegistrar(sound.apply(name), fault);
    }

    private static ProviderProposal<String, String> withContext(
            ProviderProposal<String, String> proposal, UnaryOperator<BindingContext> change) {
        return new FaultyProposal(proposal, change, UnaryOperator.identity());
    }

    /** A side without fault. */
    private static class Sound implements BindingContext {
        private final BindingContext own;

        Sound(BindingContext own) {
            this.own = own;
        }

        @Override
        public DetachStatus detach() {
            return own.detach();
        }

        @Override
        public void cleanup() {
            own.cleanup();
        }
    }
}
