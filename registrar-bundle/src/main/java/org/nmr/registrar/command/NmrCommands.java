// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their text, so that it can be piped and assigned;
 * what is wrong with the arguments they throw, and the shell prints it as one line.
 */
public final class NmrCommands {
    /** What the commands are called with in front. */
    public static final String SCOPE = "nmr";

    /** The names of the commands. */
    public static final List<String> FUNCTIONS = List.of("list", "bindings", "why", "revoke");

    private final RegistrarRuntime runtime;

    /** Makes the commands that look at one registrar. */
    public NmrCommands(RegistrarRuntime runtime) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
    }

    /** Tells who is registered and what has become of the pairs. */
    @Descriptor("lists the registrations by bundle, the pairs that did not attach, and the unloads in progress")
    public String list(@Descriptor("nothing") @Nullable String @Nullable ... arguments) {
        new Arguments("list", "no argument", arguments).none();
        return new Overview(runtime.getRegistrar()).text();
    }

    /** Tells who is attached to whom, and who is inside. */
    @Descriptor("lists the bindings, their states, and the calls in flight")
    public String bindings(
            @Descriptor("the id of an NPI; without, all bindings are listed") @Nullable
                    String @Nullable ... arguments) {
        return new Arguments("bindings", "one NPI, or nothing for all", arguments)
                .atMostOne()
                .map(npi -> BindingList.of(runtime.getRegistrar(), npi))
                .orElseGet(() -> BindingList.all(runtime.getRegistrar()));
    }

    /** Tells who holds unloads up. */
    @Descriptor("tells who holds the unload of a bundle up: calls, threads with their stacks, locks, circles")
    public String why(
            @Descriptor("the id or symbolic name of a bundle; without, all unloads are told") @Nullable
                    String @Nullable ... arguments) {
        Why why = new Why(runtime);
        return new Arguments("why", "one bundle id or symbolic name, or nothing for all unloads", arguments)
                .atMostOne()
                .map(why::bundle)
                .orElseGet(why::all);
    }

    /** Gives up what holds the end of a binding up, if the operator agrees. */
    @Descriptor("gives up what holds the end of a binding up; asks first")
    public String revoke(
            CommandSession session,
            @Descriptor("do not ask")
                    @Parameter(
                            names = {"-y", "--yes"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean yes,
            @Descriptor("the id of the binding, as nmr:why and nmr:bindings show it") @Nullable
                    String @Nullable ... arguments)
            throws IOException {
        String id = new Arguments("revoke", "the id of one binding, which nmr:why shows", arguments).one();
        Question question = yes ? Question.ANSWERED_YES : Question.at(session.getConsole(), session.getKeyboard());
        return new Revoke(runtime).binding(id, question);
    }
}
