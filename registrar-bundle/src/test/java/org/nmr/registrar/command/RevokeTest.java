// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is given up without a clear yes. */
class RevokeTest {
    private final FakeRuntime runtime = new FakeRuntime().unloadProvider();
    private final NmrCommands commands = new NmrCommands(runtime);
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private InputStream keyboard = InputStream.nullInputStream();

    private CommandSession session() {
        PrintStream out = new PrintStream(console, /* autoFlush= */ false, StandardCharsets.UTF_8);
        return (CommandSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CommandSession.class}, (self, method, args) -> {
                    return method.getName().equals("getConsole") ? out : keyboard;
                });
    }

    private String revoke(boolean yes, String... arguments) throws IOException {
        return commands.revoke(session(), yes, arguments);
    }

    private void type(String text) {
        keyboard = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\r\n", " yes \n", "YES"})
    void revoke_yes_givesUp(String answer) throws IOException {
        type(answer);
        assertEquals("gave up 1-1", revoke(/* yes= */ false, "1-1"));
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
                        "A thread that is still inside may run into a bundle that is gone."
                                + " Revoke this binding? [y/N] "),
                console.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals("next command", new String(keyboard.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void revoke_yesAsArgument_doesNotAsk() throws IOException {
        assertEquals("gave up 1-1", revoke(/* yes= */ true, "1-1"));
        assertEquals("", console.toString(StandardCharsets.UTF_8));
    }

    @Test
    void revoke_bindingThatNobodyWaitsFor_failsWithoutAsking() {
        runtime.unloads.clear();
        String message = assertThrows(IllegalArgumentException.class, () -> revoke(/* yes= */ true, "1-1"))
                .getMessage();
        assertEquals(
                "nmr:revoke: expected the id of a binding that holds up an unload, was 1-1; nmr:why shows them",
                message);
        assertEquals(List.of(), runtime.revoked);
    }

    @Test
    void revoke_noBinding_tellsWhatWasExpected() {
        String message = assertThrows(IllegalArgumentException.class, () -> revoke(/* yes= */ false))
                .getMessage();
        assertEquals("nmr:revoke: expected the id of one binding, which nmr:why shows, was nothing", message);
    }
}
