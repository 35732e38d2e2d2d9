// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.AttachResult.Status;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** A client whose attach has failed is told why: in one short line, whatever the provider has thrown or answered. */
@Clause("C-82, C-88, A-24, A-25")
class FailedAttachTest {
    private static final String THROWN = "attachClient of the provider has thrown ";

    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final List<AttachResult> results = new ArrayList<>();

    /** Throws what its maker throws when it is asked for its message or printed. */
    private static final class Hostile extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Supplier<String> message;

        Hostile(Supplier<String> message) {
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message.get();
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("getStackTrace");
        }
    }

    private AttachResult fail(ScriptedProvider.Script<ClientCalls, ProviderCalls> script) {
        provider.onProposal(script);
        client.onProposal(proposal -> {
            results.add(client.attach(proposal));
            provider.onProposal(provider::accept);
            assertTrue(client.attach(proposal).attached());
        });
        provider.register();
        client.register();
        world.log.takeAll();
        assertEquals(Status.FAILED, results.get(0).status());
        return results.get(0);
    }

    static Stream<Arguments> thrown() {
        String hostile = Hostile.class.getName();
        return Stream.of(
                Arguments.of(new IOException("no socket"), "java.io.IOException: no socket"),
                Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"),
                Arguments.of(new NoSuchMethodError("gone"), "java.lang.NoSuchMethodError: gone"),
                Arguments.of(new InterruptedException("stop"), "java.lang.InterruptedException: stop"),
                Arguments.of(
                        new IOException("a\nWARNING: b\r\t\u001b[31m\u202e\u2028\u0000"),
                        "java.io.IOException: a\\nWARNING: b\\r\\t\\u001b[31m\\u202e\\u2028\\u0000"),
                Arguments.of(new Hostile(() -> "own\ntext"), hostile + ": own\\ntext"),
                Arguments.of(new Hostile(() -> null), hostile),
                Arguments.of(failing(new IllegalArgumentException("message")), hostile),
                Arguments.of(failing(new NoClassDefFoundError("org/example/Messages")), hostile),
                Arguments.of(failing(new StackOverflowError()), hostile));
    }

    private static Hostile failing(Throwable failure) {
        return new Hostile(() -> {
            throw FailedAttachTest.<RuntimeException>unchecked(failure);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void attachClient_throws_clientIsToldClassAndMessage(Throwable thrown, String text) {
        AttachResult result = fail(proposal -> {
            throw FailedAttachTest.<RuntimeException>unchecked(thrown);
        });
        boolean interrupted = Thread.interrupted();

        assertEquals(THROWN + text, result.reason());
        assertEquals(thrown instanceof InterruptedException, interrupted);
        assertEquals(1, world.history.count("c.attached(p)"));
    }

    @Test
    void attachClient_throwsAHugeMessage_clientIsToldABoundedLine() {
        AttachResult result = fail(proposal -> {
            throw new IOException("x\n\ud83d".repeat(1_000_000));
        });

        assertTrue(
                result.reason().length() <= 300,
                () -> "length " + result.reason().length());
        assertTrue(result.reason().startsWith(THROWN + "java.io.IOException: x\\n\\ud83d"), result::reason);
        assertTrue(result.reason().chars().noneMatch(Character::isISOControl), result::reason);
    }

    /** A message is code of the provider and may do what its callback may. */
    @Test
    @Clause("A-14")
    void attachClient_throwsAMessageThatEndsTheProvider_endsAfterTheProposal() {
        Hostile ending = new Hostile(() -> {
            provider.registration().close(); // refused here, so it throws
            return "never";
        });
        AttachResult result = fail(proposal -> {
            throw ending;
        });

        assertEquals(THROWN + Hostile.class.getName(), result.reason());
        assertTrue(provider.registration().end().orElseThrow().isComplete());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    @Clause("C-172")
    void attachClient_throwsAMessageThatBlocks_holdsItsOwnPairAsTheCallbackWould() {
        Hold gate = new Hold();
        Hostile blocking = new Hostile(() -> {
            gate.stay();
            return "at last";
        });
        provider.onProposal(proposal -> {
            if (ScriptedModule.nameOf(proposal.client()).equals("d")) {
                return provider.accept(proposal);
            }
            throw blocking;
        });
        client.onProposal(proposal -> results.add(client.attach(proposal)));
        provider.register();
        Running<?> registering = world.async(client::register);
        gate.awaitInside();
        world.client("d").register();
        assertEquals(1, world.history.count("d.attached(p)"));
        assertFalse(provider.deregister().isComplete());
        assertEquals(1, world.history.count("d.cleanup(p)"));

        gate.release();
        registering.get();
        assertEquals(
                THROWN + Hostile.class.getName() + ": at last", results.get(0).reason());
        assertTrue(provider.registration().end().orElseThrow().isComplete());
        world.log.takeAll();
    }

    @Test
    void attachClient_answersNull_clientIsTold() {
        AttachResult result = fail(proposal -> null);

        assertEquals("expected attachClient of the provider to return an Answer, was null", result.reason());
    }

    @Test
    @Clause("B-21")
    @SuppressWarnings({"rawtypes", "unchecked"})
    void attachClient_answersWithAnotherDispatch_clientIsToldWhatWasExpected() {
        AttachResult result = fail(proposal -> (Answer) Answer.accept(BindingContext.NONE, "text"));

        assertEquals(
                "expected a provider dispatch of " + ProviderCalls.class + ", was one of " + String.class,
                result.reason());
    }

    @Test
    @Clause("B-21")
    void attachClient_answersWithoutDispatch_clientIsToldWhatWasExpected() {
        AttachResult result = fail(proposal -> Answer.accept(BindingContext.NONE));

        assertEquals("expected a provider dispatch of " + ProviderCalls.class + ", was none", result.reason());
    }

    /** What a provider says on purpose reaches the client as it is, because the two may agree on its form. */
    @Test
    @Clause("C-81")
    void attachClient_refusesWithALongReason_clientGetsAllOfIt() {
        String reason = "line\n".repeat(1000);
        provider.onProposal(proposal -> Answer.refuse(reason));
        client.onProposal(proposal -> results.add(client.attach(proposal)));
        provider.register();
        client.register();

        assertEquals(List.of(new AttachResult(Status.REFUSED, reason)), results);
    }

    @Test
    @Clause("C-190")
    void attachClient_throwsForACapture_itsReasonHasTheText() {
        provider.onProposal(proposal -> {
            throw new IOException("no socket");
        });
        provider.register();
        try (Capture<ProviderCalls> capture = world.module("m").capture(World.NPI, what -> what, Duration.ZERO)) {
            assertEquals(
                    "every provider that was asked has declined: p [1] has FAILED: " + THROWN
                            + "java.io.IOException: no socket",
                    capture.reason());
            assertThrows(IllegalStateException.class, capture::dispatch);
        }
        world.log.takeAll();
    }
}
