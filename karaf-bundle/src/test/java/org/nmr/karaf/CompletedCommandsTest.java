// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Commands can be run whatever comes and goes, although Karaf forgets all of a name with one of them. */
class CompletedCommandsTest {
    private final List<Command> registered = new ArrayList<>();
    private final Map<String, List<Command>> runnable = new HashMap<>();
    private final Registry karaf = fake(Registry.class);
    private final CompletedCommands commands = new CompletedCommands(fake(BundleContext.class));

    @AfterEach
    void close() {
        commands.close();
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCommands" -> List.copyOf(registered);
                    case "register" -> register((Command) arguments[0]);
                    case "unregister" -> unregister((Command) arguments[0]);
                    default -> null;
                }));
    }

    private Object register(Command command) {
        runnable.computeIfAbsent(command.getName(), name -> new ArrayList<>()).add(command);
        return registered.add(command);
    }

    private Object unregister(Command command) {
        runnable.remove(command.getName());
        return registered.remove(command);
    }

    private static Command command(String name, String answer) {
        return (Command) Proxy.newProxyInstance(
                CompletedCommandsTest.class.getClassLoader(),
                new Class<?>[] {Command.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getScope" -> CompletedCommands.SCOPE;
                    case "getName" -> name;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> answer;
                });
    }

    /** Karaf runs the first one. */
    private String run(String name) throws Exception {
        return runnable.containsKey(name)
                ? (String) runnable.get(name).get(0).execute(fake(Session.class), List.of())
                : "Command not found";
    }

    @Test
    void withdrawAll_commandsStay_canBeRun() throws Exception {
        Command why = command("why", "because");
        register(why);
        commands.look(karaf);
        assertEquals(2, registered.size());
        commands.withdrawAll(karaf);
        assertEquals(List.of(why), registered);
        assertEquals("because", run("why"));
    }

    /** As with the command that says that there is no registrar, when one comes. */
    @Test
    void look_oneOfTwoOfANameHasGone_theOtherCanBeRun() throws Exception {
        Command absent = command("why", "no registrar");
        register(absent);
        commands.look(karaf);
        register(command("why", "because"));
        commands.look(karaf);
        assertEquals("no registrar", run("why"));
        unregister(absent);
        assertEquals("Command not found", run("why"));
        commands.look(karaf);
        assertEquals("because", run("why"));
        assertEquals(2, registered.size());
    }

    @Test
    void look_commandHasGone_isNotCompletedAnyMore() throws Exception {
        Command why = command("why", "because");
        register(why);
        commands.look(karaf);
        unregister(why);
        commands.look(karaf);
        assertEquals(List.of(), registered);
        assertEquals("Command not found", run("why"));
    }
}
