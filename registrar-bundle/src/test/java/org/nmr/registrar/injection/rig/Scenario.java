// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.List;
import org.nmr.registrar.injection.Case;
import org.nmr.registrar.injection.Trial;

/**
 * One way to take one operation.
 *
 * @param operation as it is grouped
 * @param name tells it from the others
 * @param preparation before it, without probe
 * @param step the operation itself
 */
record Scenario(String operation, String name, Step preparation, Step step) implements Case {
    /** Something that modules do. */
    interface Step {
        void run(Rig rig) throws Exception;
    }

    @Override
    public Trial prepare() throws Exception {
        Rig rig = new Rig();
        preparation.run(rig);
        return new Trial() {
            @Override
            public void operate() throws Throwable {
                if (!rig.armsItself) {
                    rig.arm();
                }
                try {
                    step.run(rig);
                } finally {
                    rig.disarm();
                }
            }

            @Override
            public List<String> judge(Throwable thrown) throws Exception {
                return new Judge(rig).judge(thrown);
            }
        };
    }

    @Override
    public String toString() {
        return operation + "/" + name;
    }
}
