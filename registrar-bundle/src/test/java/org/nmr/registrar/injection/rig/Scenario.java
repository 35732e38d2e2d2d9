// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.nmr.registrar.injection.Case;
import org.nmr.registrar.injection.Place;
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
    public Trial trial(Place place) {
        Rig rig = new Rig(place);
        return new Trial() {
            @Override
            public void operate() throws Throwable {
                CompletableFuture<Throwable> end = new CompletableFuture<>();
                rig.timing.begin(() -> end.complete(new Stuck("a wait goes on though nobody is inside")));
                place.threads().execute(() -> end.complete(thrown(rig)));
                Throwable thrown = Rig.get(end);
                rig.timing.begin(() -> {});
                if (thrown != null) {
                    throw thrown;
                }
            }

            @Override
            public List<String> judge(Throwable thrown) throws Exception {
                return new Judge(rig).judge(thrown);
            }
        };
    }

    /** Prepares and takes the step on this thread; returns what was thrown, or null. */
    private Throwable thrown(Rig rig) {
        try {
            preparation.run(rig);
            rig.place.take(() -> {
                if (!rig.armsItself) {
                    rig.arm();
                }
                step.run(rig);
            });
            return null;
        } catch (Throwable thrown) {
            return thrown;
        } finally {
            rig.disarm();
            rig.calls.closeAll();
            Thread.interrupted(); // a policy may have done it
        }
    }

    @Override
    public String toString() {
        return operation + "/" + name;
    }
}
