// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nmr.chaos.shared.Life;

/** The modules in which the program's threads work. */
final class Workforce {
    /** Written under the monitor; the list is not changed in place. */
    private volatile List<Job> jobs = List.of();

    synchronized void add(Life life, Consumer<SplittableRandom> work) {
        List<Job> next = new ArrayList<>(jobs);
        next.add(new Job(life, work));
        jobs = next;
    }

    synchronized void remove(Life life) {
        jobs = jobs.stream().filter(job -> job.life() != life).toList();
    }

    /** Does a piece of work in some module. */
    void work(SplittableRandom random) {
        List<Job> present = jobs;
        if (!present.isEmpty()) {
            Job job = present.get(random.nextInt(present.size()));
            job.life().work(() -> job.work().accept(random));
        }
    }

    private record Job(Life life, Consumer<SplittableRandom> work) {}
}
