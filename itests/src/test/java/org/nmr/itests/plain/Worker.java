// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Does the work, and notices when its provider ends under a call. */
final class Worker implements Work {
    private static final long DURATION = TimeUnit.MICROSECONDS.toNanos(200);

    private final String name;
    private final Scenario scenario;
    private volatile boolean isClosed;

    Worker(BundleContext context) {
        name = context.getBundle().getSymbolicName();
        ServiceReference<Scenario> reference = context.getServiceReference(Scenario.class);
        scenario = context.getService(reference);
    }

    Scenario scenario() {
        return scenario;
    }

    String name() {
        return name;
    }

    @Override
    public String on(String what) {
        requireOpen("called after the end");
        scenario.take(name + " works on " + what);
        LockSupport.parkNanos(DURATION);
        requireOpen("cut off");
        return name + " did " + what;
    }

    private void requireOpen(String problem) {
        if (isClosed) {
            throw new IllegalStateException(problem);
        }
    }

    void close() {
        scenario.take(name + " closes");
        isClosed = true;
        scenario.record(name + " closed");
    }
}
