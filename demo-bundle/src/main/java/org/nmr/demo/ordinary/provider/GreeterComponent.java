// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary.provider;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.nmr.demo.ordinary.Greeter;

/** Works as long as it is active, like a component that closes a connection when it ends. */
public final class GreeterComponent implements Greeter {
    /** The property that says how long a call takes, in milliseconds. */
    public static final String WORK = "work";

    private volatile long work;
    private volatile boolean isClosed;

    /** Called by the runtime first. */
    public void open(Map<String, ?> properties) {
        work = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(String.valueOf(properties.get(WORK))));
    }

    @Override
    public String greet(String name) {
        LockSupport.parkNanos(work);
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
