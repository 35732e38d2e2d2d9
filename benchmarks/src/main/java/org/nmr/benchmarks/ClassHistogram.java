// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The bytes of all objects that can be reached in this JVM, by class: exact, as the garbage collector sees them.
 *
 * @param bytes class name to bytes
 */
public record ClassHistogram(Map<String, Long> bytes) {
    /** {@code number: instances bytes class}, and for some classes their module. */
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +(\\S+)");

    /** Keeps a copy. */
    public ClassHistogram {
        bytes = Map.copyOf(bytes);
    }

    /** Collects garbage and counts what is left, as {@code jcmd <pid> GC.class_histogram} does. */
    public static ClassHistogram take() throws JMException {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return parse(String.valueOf(text));
    }

    private static ClassHistogram parse(String text) {
        Map<String, Long> bytes = new HashMap<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            bytes.merge(row.group(2), Long.valueOf(row.group(1)), Long::sum);
        }
        if (bytes.isEmpty()) {
            throw new IllegalStateException("class histogram: expected rows of a HotSpot JVM, was: " + text);
        }
        return new ClassHistogram(bytes);
    }

    /** What came since then. */
    public ClassHistogram minus(ClassHistogram before) {
        Map<String, Long> difference = new HashMap<>(bytes);
        before.bytes.forEach((name, size) -> difference.merge(name, -size, Long::sum));
        return new ClassHistogram(difference);
    }

    /** Of all classes. */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
