// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;

/** Looks at the registrar, and only if there may be something new. */
final class Look {
    /** How long it is believed that nothing is wrong while nothing changes: some findings come with time alone. */
    private static final long CALM = Duration.ofSeconds(5).toNanos();

    private final Supplier<Optional<Source>> source;
    private final Actions actions;
    private final Jobs jobs;
    private final LongSupplier nanos;

    /** Another one after each start of the bundle, because it has other tokens. */
    private final String instance = UUID.randomUUID().toString();

    /** When a look has found nothing, and of which state; replaced as a whole by each look. */
    private volatile Calm calm = new Calm("", 0);

    private record Calm(String tag, long since) {}

    Look(Supplier<Optional<Source>> source, Actions actions, Jobs jobs, LongSupplier nanos) {
        this.source = source;
        this.actions = actions;
        this.jobs = jobs;
        this.nanos = nanos;
    }

    /** Returns what the present state is called; a state of this name may differ in ages only. */
    String tag() {
        String state = source.get().map(Source::state).orElse("");
        return "\"" + instance + "-" + state + "-" + jobs.changes() + "-"
                + actions.missing().isEmpty() + "\"";
    }

    /** Tells whether the state of that name is still what a page has to show: nothing ends, waits or runs. */
    boolean isCalm(String tag) {
        Calm last = calm;
        return last.tag().equals(tag) && nanos.getAsLong() - last.since() < CALM && !jobs.isAnyRunning();
    }

    /** Returns what does not go on, and what runs. */
    NowDTO now(String tag) {
        NowDTO now = new NowDTO();
        Optional<Source> present = source.get();
        now.state = present.map(Source::state).orElse("");
        now.findings =
                present.map(registrar -> registrar.runtime().getFindings()).orElse(List.<FindingDTO>of());
        now.jobs = jobs.toDtos();
        now.actionsMissing = actions.missing();
        calm = new Calm(now.findings.isEmpty() ? tag : "", nanos.getAsLong());
        return now;
    }

    /** Returns everything that is registered and attached. */
    RegistrarDTO registrar() throws Refused {
        return required().runtime().getRegistrar();
    }

    /** Returns the registrar; refuses what needs one if there is none. */
    Source required() throws Refused {
        return source.get()
                .orElseThrow(() -> new Refused(
                        SC_SERVICE_UNAVAILABLE, "expected a registrar, but there is none; start org.nmr.registrar"));
    }
}
