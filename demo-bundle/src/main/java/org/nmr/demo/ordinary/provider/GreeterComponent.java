// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary.provider;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.nmr.demo.ordinary.Greeter;

/** Works as long as it is active, like a component that closes a connection when it ends. */
public final class GreeterComponent implements Greeter {
    private static final long WORK = TimeUnit.MILLISECONDS.toNanos(1);

    private volatile boolean isClosed;

    @Override
    public String greet(String name) {
        LockSupport.parkNanos(WORK);
        if (isClosed) {
            throw new IllegalStateException("closed while a call was inside");
        }
        return "Hello " + name;
    }

    /** Called by the runtime. */
    public void close() {
        isClosed = true;
    }
}
