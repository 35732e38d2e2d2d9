// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.List;
import java.util.SplittableRandom;

/** Interrupts callers and waiting threads, and looks at the counts meanwhile. */
final class Disturber implements Runnable {
    private static final long PAUSE_NANOS = 1_000_000;

    private final World world;
    private final List<Thread> victims;
    private final SplittableRandom random;

    Disturber(World world, List<Thread> victims) {
        this.world = world;
        this.victims = victims;
        this.random = world.random();
    }

    @Override
    public void run() {
        while (!world.isOver()) {
            world.pause(PAUSE_NANOS);
            victims.get(random.nextInt(victims.size())).interrupt();
            for (StressSide side : world.live()) {
                side.checkCounts();
            }
        }
    }
}
