// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * One kind of work: what is done and measured.
 *
 * @param <C> who does it
 */
interface Part<C extends Contender> {
    /** All, in the order in which they are run. */
    static List<Part<?>> all() {
        return List.of(
                new ChurnPart(),
                new GrowthPart(),
                new CallPart(),
                new WakeUpPart(),
                new RestartPart(),
                new BytesPart(),
                new DrainPart(),
                new ServicePart(),
                new ReachPart());
    }

    /** Names it on a command line. */
    String id();

    /** Names it for people. */
    String title();

    List<C> contenders();

    /** The tables; the figures of their columns come from {@link #measure}. */
    List<Block> blocks(Effort effort);

    /** Measures in this JVM, which is fresh. */
    Map<String, Double> measure(C contender, Effort effort) throws Exception;

    /** Returns a block as Markdown. */
    default String table(Block block, Figures figures) {
        return new Table(block, contenders(), figures).markdown();
    }

    /** Measures the contender of that name. */
    default Map<String, Double> measure(String contender, Effort effort) throws Exception {
        for (C each : contenders()) {
            if (each.name().equals(contender)) {
                return measure(each, effort);
            }
        }
        throw new IllegalArgumentException(id() + ": expected one of " + contenders() + ", was " + contender);
    }
}
