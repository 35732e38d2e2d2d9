// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.command;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.NodesView;
import org.nmr.reach.internal.bridge.work.Texts;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their text. What is wrong with the
 * arguments they print in one line, and return null.
 */
public final class NodesCommands {
    /** What the commands are called with in front. */
    public static final String SCOPE = "nmr";

    /** The names of the commands. */
    public static final List<String> FUNCTIONS = List.of("nodes");

    private static final String HELP = """
            usage: nmr:nodes [--json]
              lists the linked nodes with their bindings, the addresses that are dialled, the nodes that were lost,
              and the NPIs that cannot cross
              --json  the same for programs""";

    private final Supplier<NodesView> nodes;

    /** Makes the commands. */
    public NodesCommands(Supplier<NodesView> nodes) {
        this.nodes = nodes;
    }

    /** Tells which nodes are linked. */
    @Descriptor("lists the linked nodes with their bindings, and those that were lost, with the reason")
    public @Nullable String nodes(
            CommandSession session, @Descriptor("--json, --help") @Nullable String @Nullable ... arguments) {
        List<@Nullable String> given = arguments == null ? List.of() : Arrays.asList(arguments);
        if (given.contains("--help")) {
            return HELP;
        }
        if (given.isEmpty()) {
            return NodesText.of(nodes.get());
        }
        if (given.equals(List.of("--json"))) {
            return NodesJson.of(nodes.get());
        }
        session.getConsole()
                .println("nmr:nodes: expected --json or nothing, was " + Texts.oneLine(String.valueOf(given))
                        + "; see nmr:nodes --help");
        return null;
    }
}
