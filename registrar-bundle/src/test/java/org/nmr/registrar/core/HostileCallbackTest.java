// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.DetachStatus;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.QuietLog;

/** Callbacks whose failure is hard to survive. */
class HostileCallbackTest {
    /** Formats what was thrown, as loggers do; so it runs code of the module. */
    private static class FormattingLog extends QuietLog {
        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            assertTrue(thrown == null || !thrown.toString().isEmpty());
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            assertTrue(format != null);
        }
    }

    /** An exception of a bundle that cannot load its classes any more. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("org/example/Messages");
        }
    }

    private final Registrar registrar =
            new Registrar(new Environment(new FormattingLog(), Timing.SYSTEM, Class::getName));

    private void attach(ClientModule<ClientCalls, ProviderCalls> client, BindingContext provider) {
        registrar
                .open(Owner.UNKNOWN)
                .openModule("p")
                .registerProvider(
                        ProviderCharacteristics.of(World.NPI, proposal -> Answer.accept(provider, what -> what)));
        registrar.open(Owner.UNKNOWN).openModule("c").registerClient(ClientCharacteristics.of(World.NPI, client));
    }

    @Test
    @Clause("A-25")
    void detach_throwsWhatCannotBePrinted_endCompletesAllTheSame() {
        BindingContext failing = new BindingContext() {
            @Override
            public DetachStatus detach() {
                throw new Unprintable();
            }
        };
        attach(proposal -> assertTrue(proposal.attach(failing, what -> what).attached()), BindingContext.NONE);

        World.awaitEnd(registrar.unloadAll());
    }

    @Test
    @Clause("A-25, C-96, C-51")
    void attachProvider_throwsWhatCannotBePrinted_registerReturnsAllTheSame() {
        attach(
                proposal -> {
                    throw new Unprintable();
                },
                BindingContext.NONE);

        World.awaitEnd(registrar.unloadAll());
        assertEquals(0, registrar.npiCount());
    }

    @Test
    @Clause("A-25")
    void attachProvider_throwsInterruptedException_threadStaysInterrupted() {
        attach(
                proposal -> {
                    throw new InterruptedException("stop");
                },
                BindingContext.NONE);

        assertTrue(Thread.interrupted(), "the interrupt got lost in the registrar");
        World.awaitEnd(registrar.unloadAll());
    }

    @Test
    @Clause("A-25, C-164")
    void log_neverWorks_endsCompleteAllTheSame() {
        System.Logger broken = new FormattingLog() {
            @Override
            public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String format, Object... params) {
                throw new IllegalStateException("disk full");
            }
        };
        Registrar mute = new Registrar(new Environment(broken, Timing.SYSTEM, Class::getName));
        LiveModule module = mute.open(Owner.UNKNOWN).openModule("m");
        module.registerProvider(ProviderCharacteristics.of(
                World.NPI,
                proposal -> Answer.accept(
                        new BindingContext() {
                            @Override
                            public void cleanup() {
                                throw new Unprintable();
                            }
                        },
                        what -> what)));
        module.registerProvider(ProviderCharacteristics.of(World.NPI, proposal -> {
            throw new Unprintable();
        }));
        module.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE, what -> what).attached());
            proposal.binding().detachComplete();
        }));

        World.awaitEnd(mute.unloadAll());
        assertEquals(0, mute.npiCount());
    }
}
