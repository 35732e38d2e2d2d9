// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.managed;

import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;

/** Provides the service; the manager calls {@code start} and {@code stop}. */
public final class ManagedWorker implements Work {
    private final String name;
    private final Scenario scenario;
    private volatile boolean isClosed;

    ManagedWorker(String name, Scenario scenario) {
        this.name = name;
        this.scenario = scenario;
    }

    void start() {
        isClosed = false;
    }

    void stop() {
        isClosed = true;
        scenario.record(name + " closed");
    }

    @Override
    public String on(String what) {
        scenario.take(name + " works on " + what);
        if (isClosed) {
            throw new IllegalStateException("cut off");
        }
        return name + " did " + what;
    }
}
