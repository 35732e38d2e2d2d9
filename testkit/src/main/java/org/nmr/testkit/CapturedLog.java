// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log that keeps what is written. A test takes the warnings that it expects, and asserts that there are no others.
 */
public final class CapturedLog implements System.Logger {
    /**
     * One record of the log.
     *
     * @param level its level
     * @param message the formatted message
     * @param thrown its exception; null if the record has none
     */
    public record Entry(
            Level level, String message, @Nullable Throwable thrown) {}

    /** Guarded by this. */
    private final List<Entry> entries = new ArrayList<>();

    /** Makes an empty log. */
    public CapturedLog() {}

    @Override
    public String getName() {
        return "captured";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        add(new Entry(level, message, thrown));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... params) {
        boolean plain = params == null || params.length == 0;
        add(new Entry(level, plain ? format : MessageFormat.format(format, params), null));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /**
     * Returns the records that were written and not taken, the oldest first.
     *
     * @return a copy of the list
     */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Takes the first warning whose message contains all the parts.
     *
     * @param parts the parts, in any order
     * @return the record, which is taken
     * @throws AssertionError if there is no such warning
     */
    public synchronized Entry takeWarning(String... parts) {
        Entry found = entries.stream()
                .filter(entry -> entry.level() == Level.WARNING)
                .filter(entry -> Stream.of(parts).allMatch(entry.message()::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError("log: expected 1 warning that has all of " + List.of(parts)
                        + ", saw none among " + Counted.list("record", entries)));
        entries.remove(found);
        return found;
    }

    /**
     * Takes a warning that reports an exception, or a copy of it if its stack is too long for a record.
     *
     * @param thrown the exception
     * @param parts the parts of the message, in any order
     */
    public void takeWarning(Throwable thrown, String... parts) {
        Entry taken = takeWarning(parts);
        if (!thrown.toString().equals(String.valueOf(taken.thrown()))) {
            Counted.fail(
                    "log: expected a warning that reports " + thrown + ", saw " + taken,
                    thrown.toString(),
                    String.valueOf(taken.thrown()));
        }
    }

    /** Takes all records. */
    public synchronized void takeAll() {
        entries.clear();
    }

    /** Asserts that the test has taken all warnings and errors. */
    public void assertNoMoreWarnings() {
        List<Entry> warnings = entries().stream()
                .filter(entry -> entry.level().getSeverity() >= Level.WARNING.getSeverity())
                .toList();
        new Counted("record", "of a warning or error that the test has not taken from the log").assertSeen(0, warnings);
    }
}
