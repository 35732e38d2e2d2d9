// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** There is room everywhere, except where the probe throws. */
final class ProbedPlace implements Place {
    private final Executor threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "operator");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Executor threads() {
        return threads;
    }

    @Override
    public void take(Action action) throws Exception {
        action.run();
    }

    @Override
    public void makeRoom() {
        // what the probe throws in a wait is part of the test
    }

    @Override
    public boolean isExpected(Throwable thrown) {
        return Probe.isInjected(thrown);
    }

    @Override
    public boolean isReal() {
        return false;
    }
}
