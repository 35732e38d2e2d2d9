// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The registrar does what the model of the contract does, whatever modules do. */
class FuzzTest {
    private static final long RUNS = Long.getLong("fuzz.runs", 30_000);

    @Test
    void registrar_randomScripts_doesAsTheModel() {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        System.out.println("fuzz: " + RUNS + " scripts, -Dfuzz.seed=" + seed);
        new Fuzz(RealRegistrar::open).run(RUNS, seed).ifPresent(found -> fail(found.toString()));
    }
}
