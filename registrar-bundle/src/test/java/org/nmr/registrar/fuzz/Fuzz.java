// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nmr.ModuleRegistrations;

/** Plays random scripts to a registrar and to the model, until their histories differ. */
final class Fuzz {
    /** Makes a registrar, which opens modules by their names. */
    interface Subject extends Supplier<Function<String, ModuleRegistrations>> {}

    private final Subject subject;

    Fuzz(Subject subject) {
        this.subject = subject;
    }

    /**
     * Plays scripts.
     *
     * @param seed makes the seeds of the scripts; the first script has this one
     * @return the smallest script that fails, if one does
     */
    Optional<Counterexample> run(long runs, long seed) {
        Random seeds = new Random(seed);
        long next = seed;
        for (long i = 0; i < runs; i++) {
            if (fails(ScriptGenerator.script(next))) {
                return Optional.of(counterexample(i, next));
            }
            next = seeds.nextLong();
        }
        return Optional.empty();
    }

    private Counterexample counterexample(long run, long seed) {
        Script script = new Shrinker(this::fails).shrink(ScriptGenerator.script(seed));
        List<String> actual = actual(script);
        return new Counterexample(run, seed, script, expected(script, actual), actual);
    }

    private boolean fails(Script script) {
        List<String> actual = actual(script);
        return !actual.equals(expected(script, actual));
    }

    private List<String> actual(Script script) {
        return play(script, new Trace(List.of()), subject.get());
    }

    private static List<String> expected(Script script, List<String> actual) {
        Trace trace = new Trace(actual);
        return play(script, trace, new Model(trace)::open);
    }

    private static List<String> play(Script script, Trace trace, Function<String, ModuleRegistrations> registrar) {
        Stage stage = new Stage(registrar, trace);
        stage.play(script.ops(), Here.NOWHERE);
        stage.finish();
        return trace.events();
    }

    /**
     * A script on which the two differ.
     *
     * @param run how many scripts came before
     * @param seed what the script was made from, before it was made smaller
     */
    record Counterexample(long run, long seed, Script script, List<String> expected, List<String> actual) {
        @Override
        public String toString() {
            int same = 0;
            while (same < Math.min(expected.size(), actual.size())
                    && expected.get(same).equals(actual.get(same))) {
                same++;
            }
            return "Script " + run + " fails; repeat it with -Dfuzz.runs=1 -Dfuzz.seed=" + seed + ". Made smaller:\n"
                    + script + "\nboth:\n" + String.join("\n", actual.subList(0, same)) + "\nthen by the contract:\n"
                    + String.join("\n", expected.subList(same, expected.size())) + "\nbut seen:\n"
                    + String.join("\n", actual.subList(same, actual.size()));
        }
    }
}
