// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes each operation where stack or heap are really used up, in a JVM of its own: what the JDK does then may harm
 * everybody in it. Prints what was wrong, and ends with 0 if nothing was.
 */
final class Exhaustion {
    /** Waits need others, who need room, too; a thread that waits at the end of its heap gets none. */
    private static final Set<String> WAITS =
            Set.of("close", "await", "awaitAgain", "deadline", "capture", "closeCapture");

    /** Each run takes some ten collections of the whole heap. */
    private static final List<Integer> BYTES_LEFT = List.of(0, 600, 5_000);

    private int runs;
    private int exhausted;
    private int wrong;

    private Exhaustion() {}

    /** The argument is {@code stack} or {@code heap}. */
    public static void main(String[] arguments) throws Exception {
        Exhaustion exhaustion = new Exhaustion();
        if (arguments[0].equals("stack")) {
            exhaustion.stack();
        } else {
            exhaustion.heap();
        }
        System.out.println(
                exhaustion.runs + " runs, " + exhaustion.exhausted + " exhausted, " + exhaustion.wrong + " wrong");
        System.exit(exhaustion.wrong == 0 && exhaustion.exhausted > exhaustion.runs / 10 ? 0 : 1);
    }

    private static List<Case> cases() throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // by its name, as where it is instrumented
        Supplier<List<Case>> catalogue =
                (Supplier<List<Case>>) Class.forName("org.nmr.registrar.injection.rig.Catalogue")
                        .getConstructor()
                        .newInstance();
        return catalogue.get();
    }

    /** At ever more room, from none to enough. */
    private void stack() throws Exception {
        for (Case each : cases()) {
            take(each, new ProbedPlace(), "warm-up");
            for (int frames = 4; frames < 1_200; frames += 1 + frames / 6) {
                StackPlace place = new StackPlace(frames);
                take(each, place, frames + " frames from the end");
                exhausted += place.wasExhausted() ? 1 : 0;
            }
        }
    }

    private void heap() throws Exception {
        for (Case each : cases()) {
            take(each, new ProbedPlace(), "warm-up");
        }
        String last = "";
        for (Case each : cases()) {
            if (each.operation().equals(last) || WAITS.contains(each.operation())) {
                continue;
            }
            last = each.operation();
            for (int bytes : BYTES_LEFT) {
                HeapPlace place = new HeapPlace(bytes);
                take(each, place, bytes + " bytes left");
                exhausted += place.wasExhausted() ? 1 : 0;
            }
        }
    }

    private void take(Case each, Place place, String where) throws Exception {
        Trial trial = each.trial(place);
        Throwable thrown = null;
        try {
            trial.operate();
        } catch (Throwable any) {
            thrown = any;
        }
        runs++;
        List<String> faults = trial.judge(thrown);
        if (!faults.isEmpty()) {
            wrong++;
            System.out.println(each + ", " + where + ": " + String.join("; ", faults));
        }
    }
}
