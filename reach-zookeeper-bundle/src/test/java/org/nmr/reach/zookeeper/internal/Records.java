// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;

/** A log; a test waits for its records. */
final class Records implements System.Logger {
    private static final long LONGEST_SECONDS = 30;

    /** Guarded by this. */
    private final List<String> records = new ArrayList<>();

    @Override
    public String getName() {
        return "records";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.compareTo(Level.DEBUG) > 0;
    }

    @Override
    public synchronized void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        if (isLoggable(level)) {
            records.add(level + " " + message);
            notifyAll();
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        log(level, bundle, java.text.MessageFormat.format(format, params), (Throwable) null);
    }

    synchronized List<String> all() {
        return List.copyOf(records);
    }

    synchronized void await(String part) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (records.stream().noneMatch(each -> each.contains(part))) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                fail("expected a record with \"" + part + "\", saw " + records);
            }
            try {
                wait(rest);
            } catch (InterruptedException timeout) {
                throw new AssertionError("interrupted, saw " + records, timeout);
            }
        }
    }
}
