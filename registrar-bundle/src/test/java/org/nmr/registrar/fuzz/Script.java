// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.List;
import java.util.stream.Collectors;

/** What is played: the steps in their order. */
record Script(List<Op> ops) {
    Script {
        ops = List.copyOf(ops);
    }

    /** All steps, also those in callbacks. */
    int size() {
        return size(ops);
    }

    private static int size(List<Op> ops) {
        return ops.stream().mapToInt(Script::size).sum();
    }

    private static int size(Op op) {
        if (op instanceof Op.Register register) {
            return 1 + reactions(register.attach()) + reactions(register.detach()) + reactions(register.cleanup());
        }
        return 1;
    }

    private static int reactions(List<Reaction> reactions) {
        return reactions.stream().mapToInt(reaction -> size(reaction.ops())).sum();
    }

    @Override
    public String toString() {
        return ops.stream().map(op -> "  " + op).collect(Collectors.joining("\n"));
    }
}
