// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;

/** A guard with nothing around it. */
final class BenchmarkGuard extends Guard<Adder> {
    static BenchmarkGuard opened(Adder target) {
        BenchmarkGuard guard = new BenchmarkGuard();
        guard.open(target);
        return guard;
    }

    /** Closes all, as an unload does. */
    static void close(BenchmarkGuard... guards) {
        boolean needsBarrier = false;
        for (BenchmarkGuard guard : guards) {
            needsBarrier |= guard.shut();
        }
        if (needsBarrier) {
            Barrier.run();
        }
        for (BenchmarkGuard guard : guards) {
            guard.afterBarrier();
        }
    }

    @Override
    protected long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected RuntimeException refusal() {
        return new IllegalStateException("expected to be open, but was closed");
    }

    @Override
    protected void drained() {
        // the benchmark looks at isDrained()
    }
}
