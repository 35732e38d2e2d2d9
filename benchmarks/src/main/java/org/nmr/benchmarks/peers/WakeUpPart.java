// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.WakeUp;

/** How soon does the waiting thread run when the last call has returned? */
final class WakeUpPart implements Part<WakeUpCase> {
    @Override
    public String id() {
        return "wakeup";
    }

    @Override
    public String title() {
        return "Wake-up";
    }

    @Override
    public List<WakeUpCase> contenders() {
        return List.of(WakeUpCase.values());
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return List.of(new Block("one waiting thread, us", List.of(new Block.Column("awake", "until it runs"))));
    }

    @Override
    public Map<String, Double> measure(WakeUpCase each, Effort effort) throws InterruptedException {
        Samples samples =
                each == WakeUpCase.PARKED ? WakeUp.parked(effort.wakeUps()) : WakeUp.lastCall(effort.wakeUps());
        return Map.of("awake", samples.median() / (double) TimeUnit.MICROSECONDS.toNanos(1));
    }
}
