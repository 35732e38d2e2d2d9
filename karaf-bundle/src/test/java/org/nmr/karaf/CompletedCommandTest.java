// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;

class CompletedCommandTest {
    private final Session session = fake(Session.class, Map.of());
    private Object followers = List.of("org.example.client", "org.example.provider", "7");
    private final Command why = command("why");
    private final Command complete = command("complete");
    private final CompletedCommand completed =
            new CompletedCommand(why, fake(Registry.class, Map.of("getCommand", complete)));

    @Test
    void complete_itsName_isTheName() {
        assertEquals(List.of("nmr:why "), candidates(/* scoped= */ false, "nmr:w"));
        assertEquals(List.of("why "), candidates(/* scoped= */ true, "w"));
    }

    @Test
    void complete_whatFollows_isAskedOfTheRegistrar() {
        assertEquals(
                List.of("org.example.client ", "org.example.provider "),
                candidates(/* scoped= */ false, "nmr:why", "org"));
        assertEquals(List.of("org.example.client "), candidates(/* scoped= */ false, "why", "org.example.c"));
        assertEquals(List.of("--help "), candidates(/* scoped= */ true, "why", "--"));
    }

    @Test
    void complete_otherCommand_isNothing() {
        assertEquals(List.of(), candidates(/* scoped= */ false, "nmr:list", "org"));
        assertEquals(List.of(), candidates(/* scoped= */ true, "list", "org"));
    }

    @Test
    void complete_registrarThatSaysNothing_hasTheOptions() {
        followers = "no list";
        assertEquals(List.of("--help "), candidates(/* scoped= */ false, "nmr:why", ""));
    }

    @Test
    void execute_always_isThatOfTheCommand() throws Exception {
        assertEquals("[why, 7]", completed.execute(session, List.of("7")));
        assertEquals("nmr", completed.getScope());
        assertEquals("why", completed.getName());
    }

    private List<String> candidates(boolean scoped, String... words) {
        List<String> candidates = new ArrayList<>();
        String buffer = String.join(" ", words);
        String last = words[words.length - 1];
        CommandLine line = fake(
                CommandLine.class,
                Map.of(
                        "getCursorArgumentIndex",
                        words.length - 1,
                        "getArguments",
                        words,
                        "getArgumentPosition",
                        last.length(),
                        "getBufferPosition",
                        buffer.length(),
                        "getBuffer",
                        buffer));
        completed.getCompleter(scoped).complete(session, line, candidates);
        return candidates;
    }

    private Command command(String name) {
        return (Command) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Command.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getScope" -> "nmr";
                        case "getName" -> name;
                        case "execute" ->
                            name.equals("complete")
                                    ? followers
                                    : List.of(name, "7").toString();
                        default -> throw new AssertionError("unexpected " + method);
                    };
                });
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
