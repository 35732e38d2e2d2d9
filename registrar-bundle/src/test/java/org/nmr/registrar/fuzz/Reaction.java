// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.List;

/** What one callback does: first the steps, then it ends. */
record Reaction(List<Op> ops, Ending ending) {
    static final Reaction YES = new Reaction(List.of(), Ending.YES);
    static final Reaction ATTACH = new Reaction(List.of(new Op.Attach()), Ending.YES);

    Reaction {
        ops = List.copyOf(ops);
    }

    @Override
    public String toString() {
        return ops + " " + ending;
    }
}
