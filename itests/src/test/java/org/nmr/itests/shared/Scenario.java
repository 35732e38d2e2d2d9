// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.shared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The script and the history of one test. Modules find it as a service, tell it what happens, ask it what to do, and
 * offer what the test can make them do.
 *
 * <p>Its monitor guards the fields; no step or action runs under it.
 */
public final class Scenario {
    /** How long anything that should happen may take. */
    public static final long DEADLINE_SECONDS = 120;

    private final List<String> history = new ArrayList<>();
    private final List<String> everything = new ArrayList<>();
    private final Map<String, Step> script = new HashMap<>();
    private final Map<String, Runnable> offers = new HashMap<>();

    /** Sets what happens at an event, each time until something else is set. */
    public synchronized void on(String event, Step step) {
        script.put(event, step);
    }

    /** Writes an event into the history. */
    public synchronized void record(String event) {
        history.add(event);
        everything.add(event);
        notifyAll();
    }

    /** Writes an event into the history and takes the step that the script has for it. */
    public Reply ask(String event) {
        Step step;
        synchronized (this) {
            record(event);
            step = script.get(event);
        }
        return step == null ? Reply.NORMAL : step.take();
    }

    /** Takes the step that the script has for an event, and leaves it out of the history. */
    public void take(String event) {
        Step step;
        synchronized (this) {
            step = script.get(event);
        }
        if (step != null) {
            step.take();
        }
    }

    /** Offers an action to the test; replaces an offer of the same name. */
    public synchronized void offer(String name, Runnable action) {
        offers.put(name, action);
        notifyAll();
    }

    /** Offers an action to the test any number of times. */
    public void offerAgain(String name, Runnable action) {
        offer(name, () -> {
            offerAgain(name, action);
            action.run();
        });
    }

    /** Runs what a module offers, on this thread, once it is offered; each offer once. */
    public void perform(String name) {
        Runnable action;
        synchronized (this) {
            await("the offer \"" + name + "\"", all -> offers.containsKey(name));
            action = offers.remove(name);
        }
        action.run();
    }

    /** Returns what has happened so far. */
    public synchronized List<String> history() {
        return List.copyOf(history);
    }

    /** Returns what has happened so far and forgets it. */
    public synchronized List<String> takeHistory() {
        List<String> taken = List.copyOf(history);
        history.clear();
        return taken;
    }

    /** Returns what has happened since the beginning, forgotten or not. */
    public synchronized List<String> everything() {
        return List.copyOf(everything);
    }

    /** Waits until an event is in the history. */
    public synchronized void await(String event) {
        await("the event \"" + event + "\"", all -> all.contains(event));
    }

    /** Ends the script, and lets everything that the test has left hanging go on. */
    public void release() {
        List<Gate> gates;
        List<Runnable> completions;
        synchronized (this) {
            gates = script.values().stream()
                    .filter(Gate.class::isInstance)
                    .map(Gate.class::cast)
                    .toList();
            completions = offers.entrySet().stream()
                    .filter(offer -> offer.getKey().contains(" completes "))
                    .map(Map.Entry::getValue)
                    .toList();
            script.clear();
            offers.clear();
        }
        gates.forEach(Gate::open);
        completions.forEach(Runnable::run);
    }

    private void await(String what, Predicate<List<String>> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.test(history)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected " + what + " within " + DEADLINE_SECONDS + " s, saw " + history
                        + " and the offers " + Arrays.toString(offers.keySet().toArray()));
            }
            pause(left);
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
