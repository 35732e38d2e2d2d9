// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is given up without a clear yes. */
class RevokeTest {
    private final FakeRuntime runtime = new FakeRuntime().unloadProvider();
    private final NmrCommands commands = new NmrCommands(runtime, () -> "");
    private final FakeSession session = new FakeSession();

    private @Nullable String revoke(boolean yes, String... arguments) {
        return commands.revoke(session.proxy(), yes, arguments);
    }

    private void type(String text) {
        session.keyboard = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\r\n", " yes \n", "YES"})
    void revoke_yes_givesUp(String answer) throws IOException {
        type(answer);
        assertEquals("gave up 1-1.", revoke(/* yes= */ false, "1-1"));
        assertEquals(List.of("1-1"), runtime.revoked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yess\n", "ye\n", "no y\n", "\ny\n"})
    void revoke_anythingElse_doesNothing(String answer) throws IOException {
        type(answer);
        assertEquals("binding 1-1 was not revoked", revoke(/* yes= */ false, "1-1"));
        assertEquals(List.of(), runtime.revoked);
    }

    @Test
    void revoke_asking_showsWhatWouldBeGivenUpAndReadsOneLine() throws IOException {
        type("n\nnext command");
        revoke(/* yes= */ false, "1-1");
        assertEquals(
                List.of(
                        FakeRuntime.BINDING + "DETACHING: client OPEN, provider OPEN",
                        "  the end waits for binding 1-1, which no thread was seen to take forward",
                        "A thread that is still inside may run into a bundle that is gone."
                                + " Revoke this binding? [y/N] "),
                session.console().lines().toList());
        assertEquals("next command", new String(session.keyboard.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void revoke_yesAsArgument_doesNotAsk() throws IOException {
        assertEquals("gave up 1-1.", revoke(/* yes= */ true, "1-1"));
        assertEquals("", session.console());
    }

    /** The report of the binding is in the question and in the log; nobody has to read it three times. */
    @Test
    void revoke_yes_answersInOneLine() {
        assertEquals(1, revoke(/* yes= */ true, "1-1").lines().count());
    }

    @Test
    void revoke_bindingThatNobodyWaitsFor_saysSoWithoutAsking() {
        runtime.unloads.clear();
        assertNull(revoke(/* yes= */ true, "1-1"));
        assertEquals(
                "nmr:revoke: expected the id of a binding that holds up an unload, was 1-1; nmr:why shows them",
                session.console().strip());
        assertEquals(List.of(), runtime.revoked);
    }

    @Test
    void revoke_bindingGoneMeanwhile_saysSoInOneLine() {
        runtime.failure = new IllegalStateException("two\nlines");
        assertNull(revoke(/* yes= */ true, "1-1"));
        assertEquals(
                "nmr:revoke: binding 1-1 holds up nothing any more; nothing was revoked",
                session.console().strip());
    }

    @Test
    void revoke_noBinding_tellsWhatWasExpected() {
        assertNull(revoke(/* yes= */ false));
        assertEquals(
                "nmr:revoke: expected the id of one binding, which nmr:why shows, was nothing",
                session.console().strip());
    }
}
