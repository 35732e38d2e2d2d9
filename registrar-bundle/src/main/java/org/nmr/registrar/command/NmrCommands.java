// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their text, so that it can be piped
 * and assigned; what is wrong with the arguments they throw, and the shell prints it as one line.
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
    public String list(
            @Descriptor("no argument, or --all for the whole list") @Nullable String @Nullable ... arguments) {
        Arguments given = Arguments.of("list", "no argument", arguments).none();
        return new Overview(runtime.getRegistrar(), given.all()).text();
    }

    /** Tells who is attached to whom, and who is inside. */
    @Descriptor("lists the bindings, their states, and the calls in flight")
    public String bindings(
            @Descriptor("the id of an NPI, or none for all bindings; --all shows the whole list") @Nullable
                    String @Nullable ... arguments) {
        Arguments given = Arguments.of("bindings", "one NPI, or nothing for all", arguments);
        Optional<String> npi = given.atMostOne();
        BindingList list = new BindingList(runtime.getRegistrar(), given.all());
        return npi.isPresent() ? list.of(npi.get()) : list.text();
    }

    /** Tells who holds unloads up. */
    @Descriptor("shows what the unload of a bundle waits for: calls, threads with their stacks, locks, cycles of waits")
    public String why(
            @Descriptor("the id or symbolic name of a bundle, or none for all unloads; --all shows the whole text")
                    @Nullable
                    String @Nullable ... arguments) {
        Arguments given = Arguments.of("why", "one bundle id or symbolic name, or nothing for all unloads", arguments);
        Why why = new Why(runtime, given.all());
        Optional<String> bundle = given.atMostOne();
        return bundle.isPresent() ? why.bundle(bundle.get()) : why.all();
    }

    /** Revokes a binding that holds up an end, if the operator agrees. */
    @Descriptor("asks the operator, and revokes a binding that holds up an unload")
    public String revoke(
            CommandSession session,
            @Descriptor("revoke without the question")
                    @Parameter(
                            names = {"-y", "--yes"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean yes,
            @Descriptor("the id of the binding, as nmr:why and nmr:bindings show it") @Nullable
                    String @Nullable ... arguments)
            throws IOException {
        String id = Arguments.withoutOption("revoke", "the id of one binding, which nmr:why shows", arguments)
                .one();
        Question question = yes ? Question.ANSWERED_YES : Question.at(session.getConsole(), session.getKeyboard());
        return new Revoke(runtime).binding(id, question);
    }
}
