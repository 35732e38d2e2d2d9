// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes findings and events as text, the same for all surfaces.
 *
 * <p>Any thread may call all methods.
 *
 * @since 1.0
 */
public final class DiagnosticsText {
    private DiagnosticsText() {}

    /**
     * Returns a finding line by line: the {@linkplain FindingDTO#verdict verdict} first, the
     * {@linkplain FindingDTO#nextStep next step} last if there is one.
     *
     * @param finding the finding
     * @return the lines
     * @throws NullPointerException if it is {@code null}
     */
    public static List<String> lines(FindingDTO finding) {
        Objects.requireNonNull(finding, "DiagnosticsText.lines: expected a finding, was null");
        List<String> lines = new ArrayList<>();
        lines.add(finding.verdict);
        lines.addAll(finding.details);
        if (!finding.nextStep.isEmpty()) {
            lines.add(finding.nextStep);
        }
        return lines;
    }

    /**
     * Returns findings as one text, with an empty line between two. The first line is the verdict of the first, and the
     * last line is the next step of the first: behind several findings it is repeated.
     *
     * @param findings the findings
     * @return the text; empty if there are none
     * @throws NullPointerException if the list is {@code null}
     */
    public static String of(List<FindingDTO> findings) {
        Objects.requireNonNull(findings, "DiagnosticsText.of: expected findings, was null");
        List<String> texts = new ArrayList<>();
        findings.forEach(each -> texts.add(String.join("\n", lines(each))));
        if (findings.size() > 1 && !findings.get(0).nextStep.isEmpty()) {
            texts.add(findings.get(0).nextStep);
        }
        return String.join("\n\n", texts);
    }

    /**
     * Returns an event as one line.
     *
     * @param event the event
     * @return the line
     * @throws NullPointerException if it is {@code null}
     */
    public static String of(EventDTO event) {
        Objects.requireNonNull(event, "DiagnosticsText.of: expected an event, was null");
        StringBuilder line = new StringBuilder(event.kind.name());
        append(line, " ", event.outcome);
        append(line, ": ", event.subject);
        append(line, ": ", name(event.owner));
        append(line, ": client ", name(event.client));
        append(line, " and provider ", name(event.provider));
        append(line, " over NPI ", event.npi);
        append(line, ", binding ", event.binding);
        if (event.calls > 0) {
            line.append(", calls: ").append(event.calls);
        }
        if (event.durationNanos >= 0) {
            line.append(", ").append(time(event.durationNanos));
        }
        append(line, ": ", event.reason);
        if (event.missed > 0) {
            line.append(" (").append(event.missed).append(" events before this one were missed)");
        }
        return line.toString();
    }

    /**
     * Names an owner: the bundle's symbolic name and its id.
     *
     * @param owner the owner, or {@code null}
     * @return the name; empty for {@code null}
     */
    public static String name(@Nullable OwnerDTO owner) {
        return owner == null ? "" : owner.name + " [" + owner.bundle + "]";
    }

    private static void append(StringBuilder line, String before, String text) {
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }

    private static String time(long nanos) {
        return nanos < TimeUnit.MILLISECONDS.toNanos(1)
                ? TimeUnit.NANOSECONDS.toMicros(nanos) + " µs"
                : String.format(Locale.ROOT, "%,d ms", TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
