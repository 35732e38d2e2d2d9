// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All samples of one part: of each contender and each column one figure from each JVM. Any number of threads may add.
 */
final class Figures {
    private final Map<Key, List<Double>> samples = new HashMap<>();

    synchronized void add(Contender contender, Map<String, Double> sample) {
        sample.forEach((column, figure) -> samples.computeIfAbsent(
                        new Key(contender.name(), column), unused -> new ArrayList<>())
                .add(figure));
    }

    /** Returns nothing if it was not measured. */
    synchronized Optional<Spread> of(Contender contender, String column) {
        return Optional.ofNullable(samples.get(new Key(contender.name(), column)))
                .map(Spread::of);
    }

    /** Returns the sum of all samples, for what is counted. */
    synchronized double sum(Contender contender, String column) {
        return samples.getOrDefault(new Key(contender.name(), column), List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private record Key(String contender, String column) {}

    /**
     * What to say about some samples.
     *
     * @param low the lowest
     * @param median the one in the middle; of an even number, the mean of the two
     * @param high the highest
     */
    record Spread(double low, double median, double high) {
        static Spread of(List<Double> samples) {
            List<Double> sorted = samples.stream().sorted().toList();
            int last = sorted.size() - 1;
            double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
            return new Spread(sorted.get(0), median, sorted.get(last));
        }
    }
}
