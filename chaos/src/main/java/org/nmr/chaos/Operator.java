// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.Judge.Outcome;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Script;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** One thread that starts, stops, updates, refreshes, uninstalls and installs. */
final class Operator implements Runnable {
    private static final int REMEMBERED = 12;

    private final Run run;
    private final Population population;
    private final Judge judge;
    private final int number;
    private final Script script;

    /** Guarded by itself. */
    private final Deque<Step> last = new ArrayDeque<>();

    /** Of all steps and their outcomes. */
    private volatile long trace;

    Operator(Run run, Population population, int number) {
        this.run = run;
        this.population = population;
        this.judge = new Judge(run.ledger());
        this.number = number;
        this.script = run.options().script().of(-1 - number);
    }

    @Override
    public void run() {
        for (long step = 0; !run.isOver(); step++) {
            long now = step;
            run.gate().pass(() -> step(now));
        }
    }

    private void step(long step) {
        Script choices = script.of(step);
        Operation operation = Operation.choose(choices);
        int slot = choices.choose(1, population.size());
        remember(new Step(step, operation, slot, null));
        Outcome outcome = perform(operation, slot);
        remember(new Step(step, operation, slot, outcome));
        if (Thread.interrupted()) {
            run.ledger().count(Count.INTERRUPTS); // Felix breaks its own deadlocks so
        }
    }

    private Outcome perform(Operation operation, int slot) {
        try {
            if (population.bundle(slot).getState() == Bundle.UNINSTALLED) {
                population.install(slot); // whoever uninstalled it could not do that
            }
            operation.perform(population, slot, run.ledger());
            return Outcome.DONE;
        } catch (BundleException | InterruptedException | RuntimeException | Error e) {
            return judge.of(e);
        }
    }

    private void remember(Step step) {
        synchronized (last) {
            Outcome outcome = step.outcome();
            if (outcome != null) {
                last.removeLast();
                trace = 31 * trace + step.hash(outcome);
            } else if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            last.addLast(step);
        }
    }

    /** Says what was done, the same for the same steps with the same outcomes. */
    long trace() {
        return trace;
    }

    /** The last steps, in words; the last one may be running. */
    List<String> history() {
        synchronized (last) {
            return last.stream().map(step -> "operator-" + number + " " + step).toList();
        }
    }

    private record Step(
            long number,
            Operation operation,
            int slot,
            @Nullable Outcome outcome) {
        long hash(Outcome end) {
            return Objects.hash(number, operation.name(), slot, end.name());
        }
    }
}
