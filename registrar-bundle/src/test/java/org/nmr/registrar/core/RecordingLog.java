// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** Keeps what is logged. A test takes the warnings it expects; the rest fails it. */
final class RecordingLog implements System.Logger {
    /** One message, formatted. */
    record Entry(Level level, String message, Throwable thrown) {}

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public String getName() {
        return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        add(new Entry(level, message, thrown));
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        boolean plain = params == null || params.length == 0;
        add(new Entry(level, plain ? format : MessageFormat.format(format, params), null));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Takes the first warning that has all the parts. */
    synchronized Entry takeWarning(String... parts) {
        Entry found = entries.stream()
                .filter(entry -> entry.level() == Level.WARNING)
                .filter(entry -> Stream.of(parts).allMatch(entry.message()::contains))
                .findFirst()
                .orElse(null);
        assertNotNull(found, () -> "expected a warning with " + List.of(parts) + ", was " + entries);
        entries.remove(found);
        return found;
    }

    /** Takes a warning that reports an exception, or a copy of it where its stack is too long for a record. */
    void takeWarning(Throwable thrown, String... parts) {
        assertEquals(thrown.toString(), String.valueOf(takeWarning(parts).thrown()));
    }

    synchronized void takeAll() {
        entries.clear();
    }

    void assertNoMoreWarnings() {
        List<Entry> warnings = entries().stream()
                .filter(entry -> entry.level().getSeverity() >= Level.WARNING.getSeverity())
                .toList();
        assertEquals(List.of(), warnings, "warnings that the test does not expect");
    }
}
