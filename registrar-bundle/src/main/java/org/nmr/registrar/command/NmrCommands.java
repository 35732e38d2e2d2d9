// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their text, so that it can be piped
 * and assigned. What is wrong with the arguments they print in one line, and return null.
 */
public final class NmrCommands {
    /** What the commands are called with in front. */
    public static final String SCOPE = "nmr";

    /** The names of the commands. */
    public static final List<String> FUNCTIONS =
            Stream.of(Usage.values()).map(Usage::command).toList();

    private static final String COUNT = "--count";

    private final RegistrarRuntime runtime;
    private final Supplier<String> versions;

    /**
     * Makes the commands that look at one registrar.
     *
     * @param versions says what runs, a line for each
     */
    public NmrCommands(RegistrarRuntime runtime, Supplier<String> versions) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.versions = versions;
    }

    /** Tells who is registered and what has become of the pairs. */
    @Descriptor("lists the registrations, the ends in progress, and what has become of the pairs")
    public @Nullable String list(
            CommandSession session,
            @Descriptor("--all for the whole list, --json for JSON") @Nullable String @Nullable ... arguments) {
        return view(session, Usage.LIST, arguments);
    }

    /** Tells who is attached to whom, and who is inside. */
    @Descriptor("lists the bindings, their states, and who is inside")
    public @Nullable String bindings(
            CommandSession session,
            @Descriptor("the id of an NPI, or none for all bindings; --all for the whole list, --json for JSON")
                    @Nullable
                    String @Nullable ... arguments) {
        return view(session, Usage.BINDINGS, arguments);
    }

    /** Tells which NPIs there are. */
    @Descriptor("lists the NPIs with the number of their clients, providers and bindings")
    public @Nullable String npis(
            CommandSession session,
            @Descriptor("--all for the whole list, --json for JSON") @Nullable String @Nullable ... arguments) {
        return view(session, Usage.NPIS, arguments);
    }

    /** Tells what has gone wrong. */
    @Descriptor("lists modules that are not loaded, pairs that did not attach, and revocations")
    public @Nullable String failed(
            CommandSession session,
            @Descriptor("--all for the whole list, --json for JSON") @Nullable String @Nullable ... arguments) {
        return view(session, Usage.FAILED, arguments);
    }

    /** Tells why something does not go on. */
    @Descriptor("says who blocks, why nobody is attached, or why a module is not loaded; and what to do next")
    public @Nullable String why(
            CommandSession session,
            @Descriptor("a bundle, module or NPI, or none for all; --all for the whole text, --json for JSON") @Nullable
                    String @Nullable ... arguments) {
        return view(session, Usage.WHY, arguments);
    }

    /** Draws the modules and their bindings. */
    @Descriptor("draws the modules and their bindings")
    public @Nullable String graph(
            CommandSession session,
            @Descriptor("--mermaid or --dot for other programs; --all for everything") @Nullable
                    String @Nullable ... arguments) {
        return answer(session, Usage.GRAPH, arguments, given -> {
            given.none();
            var registrar = runtime.getRegistrar();
            Graph graph = new Graph(registrar, given.all());
            if (given.has("--mermaid")) {
                return graph.mermaid();
            }
            return given.has("--dot") ? graph.dot() : graph.text(registrar.registrations);
        });
    }

    /** Shows a view each second. */
    @Descriptor("shows a list, or the answer of nmr:why, again each second, until a key is pressed")
    public @Nullable String watch(
            CommandSession session,
            @Descriptor("list, bindings, npis, failed or why; why if none is given; --count N ends after N times")
                    @Nullable
                    String @Nullable ... arguments) {
        List<@Nullable String> rest = new ArrayList<>(arguments == null ? List.of() : Arrays.asList(arguments));
        int at = rest.indexOf(COUNT);
        Optional<String> count =
                at < 0 || at + 1 >= rest.size() ? Optional.empty() : Optional.of(String.valueOf(rest.remove(at + 1)));
        return answer(session, Usage.WATCH, arguments == null ? null : rest.toArray(String[]::new), given -> {
            String name = given.atMostOne().orElse(Usage.WHY.command());
            Usage view = Usage.of(name).filter(Views::isView).orElseThrow(given::unexpected);
            long times = given.has(COUNT) ? times(count) : Long.MAX_VALUE;
            Terminal terminal = Terminal.of(session);
            Views views = new Views(runtime);
            new Watch(session, terminal)
                    .show(() -> views.of(view, Optional.empty()).text(terminal, false), times);
            return null;
        });
    }

    private static long times(Optional<String> count) {
        try {
            long times = count.isPresent() ? Long.parseLong(count.get()) : 0;
            if (times > 0) {
                return times;
            }
        } catch (NumberFormatException noNumber) {
            return wrongCount(count);
        }
        return wrongCount(count);
    }

    private static long wrongCount(Optional<String> count) {
        throw new IllegalArgumentException("nmr:watch: expected a number above 0 after " + COUNT + ", was "
                + count.map(Arguments::shown).orElse("nothing"));
    }

    /** Revokes a binding that holds up an end, if the operator agrees. */
    @Descriptor("asks the operator, and revokes a binding that holds up an unload")
    public @Nullable String revoke(
            CommandSession session,
            @Descriptor("revoke without the question")
                    @Parameter(
                            names = {"-y", "--yes"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean yes,
            @Descriptor("the id of the binding, as nmr:why and nmr:bindings show it") @Nullable
                    String @Nullable ... arguments) {
        return answer(session, Usage.REVOKE, arguments, given -> {
            String id = given.one();
            boolean isAgreed = yes || given.has("-y") || given.has("--yes");
            Question question =
                    isAgreed ? Question.ANSWERED_YES : Question.at(session.getConsole(), session.getKeyboard());
            return new Revoke(runtime).binding(id, question);
        });
    }

    /** Tells what runs. */
    @Descriptor("says which registrar, API, framework and JVM run")
    public @Nullable String version(
            CommandSession session, @Descriptor("no argument") @Nullable String @Nullable ... arguments) {
        return answer(session, Usage.VERSION, arguments, given -> {
            given.none();
            return versions.get();
        });
    }

    /** Helps shells. */
    @Descriptor("returns the names that may follow a command, for completion")
    public List<String> complete(
            CommandSession session,
            @Descriptor("the name of a command, such as why") @Nullable String @Nullable ... arguments) {
        String command = arguments == null || arguments.length == 0 || arguments[0] == null ? "" : arguments[0];
        return new Completions(runtime).of(command);
    }

    private @Nullable String view(CommandSession session, Usage usage, @Nullable String @Nullable [] arguments) {
        return answer(session, usage, arguments, given -> {
            Optional<String> name = Optional.empty();
            if (usage == Usage.WHY || usage == Usage.BINDINGS) {
                name = given.atMostOne();
            } else {
                given.none();
            }
            View view = new Views(runtime).of(usage, name);
            return given.has(Usage.JSON) ? view.json() : view.text(Terminal.of(session), given.all());
        });
    }

    /** What a command does with its arguments. */
    private interface Work {
        @Nullable
        String with(Arguments given) throws IOException;
    }

    private static @Nullable String answer(
            CommandSession session, Usage usage, @Nullable String @Nullable [] arguments, Work work) {
        try {
            Arguments given = Arguments.of(usage, arguments);
            return given.has(Usage.HELP) ? usage.help() : work.with(given);
        } catch (IllegalArgumentException | IllegalStateException | IOException wrong) {
            Console.complain(session, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** The views that several commands show. */
    private record Views(RegistrarRuntime runtime) {
        static boolean isView(Usage usage) {
            return switch (usage) {
                case LIST, BINDINGS, NPIS, FAILED, WHY -> true;
                default -> false;
            };
        }

        View of(Usage usage, Optional<String> name) {
            return switch (usage) {
                case LIST -> new ListView(runtime.getRegistrar());
                case BINDINGS -> BindingsView.of(runtime.getRegistrar(), name);
                case NPIS -> NpisView.of(runtime.getRegistrar());
                case FAILED -> FailedView.of(runtime.getRegistrar(), runtime.getFindings());
                default -> new WhyView(name.isPresent() ? findings(name.get()) : runtime.getFindings());
            };
        }

        private List<FindingDTO> findings(String name) {
            try {
                return runtime.getFindings(name);
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("nmr:why: " + unknown.getMessage(), unknown);
            }
        }
    }
}
