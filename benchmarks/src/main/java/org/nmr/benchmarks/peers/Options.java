// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param parts the parts to run
 * @param samples how many JVMs for each contender
 * @param effort how much work in each
 */
record Options(List<Part<?>> parts, int samples, Effort effort) {
    private static final int SAMPLES = 3;

    Options {
        parts = List.copyOf(parts);
    }

    /** Throws an IllegalArgumentException that says what is wrong. */
    static Options parse(String... arguments) {
        List<Part<?>> parts = new ArrayList<>();
        Effort effort = Effort.FULL;
        int samples = 0;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> effort = Effort.QUICK;
                case "--samples" -> samples = samples(rest.hasNext() ? rest.next() : "");
                default -> parts.add(part(argument));
            }
        }
        if (samples == 0) {
            samples = effort == Effort.QUICK ? 1 : SAMPLES;
        }
        return new Options(parts.isEmpty() ? Part.all() : parts, samples, effort);
    }

    private static int samples(String number) {
        if (number.isEmpty()) {
            throw new IllegalArgumentException("--samples expects a number, but nothing follows; see nmr help");
        }
        if (!number.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "--samples expects a number from 1 to 999, but was given \"" + number + "\"; see nmr help");
        }
        return Integer.parseInt(number);
    }

    /** Returns the part of that name. */
    static Part<?> part(String name) {
        if (name.startsWith("-")) {
            throw new IllegalArgumentException("unknown option \"" + name + "\" of bench; see nmr help");
        }
        for (Part<?> part : Part.all()) {
            if (part.id().equals(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException("unknown part \"" + name + "\" of bench, expected one of "
                + Part.all().stream().map(Part::id).collect(Collectors.joining(", ")) + "; see nmr help");
    }
}
