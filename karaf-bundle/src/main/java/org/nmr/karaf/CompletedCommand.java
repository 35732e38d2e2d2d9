// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Does what another command does, and knows what may follow it. */
final class CompletedCommand implements Command {
    /** The command that tells what may follow another one. */
    private static final String COMPLETE = "complete";

    private final Command command;
    private final Registry registry;

    CompletedCommand(Command command, Registry registry) {
        this.command = command;
        this.registry = registry;
    }

    @Override
    public String getScope() {
        return command.getScope();
    }

    @Override
    public String getName() {
        return command.getName();
    }

    @Override
    public String getDescription() {
        return command.getDescription();
    }

    @Override
    public @Nullable Parser getParser() {
        return command.getParser();
    }

    @Override
    public Object execute(Session session, List<Object> arguments) throws Exception {
        return command.execute(session, arguments);
    }

    /** In the subshell of the scope, the scope is not typed. */
    @Override
    public Completer getCompleter(boolean scoped) {
        List<String> names = scoped ? List.of(getName()) : List.of(getScope() + ":" + getName(), getName());
        return (session, line, candidates) -> complete(session, line, names, candidates);
    }

    private int complete(Session session, CommandLine line, List<String> names, List<String> candidates) {
        int index = line.getCursorArgumentIndex();
        String[] words = line.getArguments();
        if (index < 0 || (index > 0 && !names.contains(words[0]))) {
            return -1;
        }
        StringsCompleter completer = new StringsCompleter(index == 0 ? names : followers(session));
        String typed = index < words.length ? words[index] : "";
        CommandLine word = new ArgumentCommandLine(typed, line.getArgumentPosition());
        int position = completer.complete(session, word, candidates);
        return position < 0 ? position : position + line.getBufferPosition() - line.getArgumentPosition();
    }

    private List<String> followers(Session session) {
        List<String> followers = new ArrayList<>(List.of("--help"));
        Command complete = registry.getCommand(getScope(), COMPLETE);
        if (complete != null) {
            try {
                Object found = complete.execute(session, new ArrayList<>(List.of(getName())));
                if (found instanceof Collection<?> all) {
                    all.forEach(each -> followers.add(String.valueOf(each)));
                }
            } catch (Exception noRegistrar) {
                return followers; // it may be stopping
            }
        }
        return followers;
    }
}
