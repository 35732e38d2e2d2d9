// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What failed, by site: short for the message of a test, whole for the file. */
final class InjectionReport {
    /** So many sites of a message are read. */
    private static final int SITES = 30;

    private static final int FRAMES = 12;

    private final List<String> lines = new ArrayList<>();
    private int failed;
    private int injected;

    /** Adds one operation; returns the message of its test, empty if nothing failed. */
    String add(String operation, List<Failure> failures, int count) throws Exception {
        failed += failures.size();
        injected += count;
        Map<String, List<Failure>> bySite =
                failures.stream().collect(Collectors.groupingBy(Failure::site, TreeMap::new, Collectors.toList()));
        String head = operation + ": " + failures.size() + " of " + count + " injections fail, at " + bySite.size()
                + " sites";
        lines.add(head);
        for (Map.Entry<String, List<Failure>> site : bySite.entrySet()) {
            lines.add("  " + site.getValue().size() + " x " + site.getKey());
            for (StackTraceElement frame : place(site.getValue().get(0))) {
                lines.add("      at " + frame);
            }
            site.getValue().forEach(failure -> lines.add("    " + failure));
        }
        return failures.isEmpty() ? "" : head + ":\n" + examples(bySite);
    }

    private static String examples(Map<String, List<Failure>> bySite) {
        return bySite.values().stream()
                .map(failures -> failures.size() + " x, such as " + failures.get(0))
                .limit(SITES)
                .collect(Collectors.joining("\n"));
    }

    /** Where the first one was; each run of a case goes the same way. */
    private static List<StackTraceElement> place(Failure failure) throws Exception {
        new Injection(failure.of()).once(failure.mode(), failure.index(), /* withPlace= */ true);
        return Probe.place().stream()
                .filter(frame -> !frame.getClassName().equals(Probe.class.getName()))
                .limit(FRAMES)
                .toList();
    }

    /** Writes all that was added. */
    void write(Path file) throws IOException {
        List<String> text = new ArrayList<>();
        text.add(failed + " of " + injected + " injections fail");
        text.addAll(lines);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, text);
    }
}
