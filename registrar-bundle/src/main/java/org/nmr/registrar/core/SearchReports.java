// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.unload.Log;
import org.nmr.registrar.unload.Policy;

/**
 * Says in the log which clients have found no provider for some time, once for each. The clients of one NPI are one
 * record, and what is more than a few records is counted. A client that was ever attached is not reported.
 *
 * <p>A look walks over all registrations, so that a client that finds its provider costs nothing. Confined to one
 * thread; keeps nothing of a module.
 */
final class SearchReports {
    /** So many records at a time. */
    static final int SHOWN = 10;

    /** The least time between two looks that write. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final Registrar registrar;

    /** When a look has last written something. */
    private OptionalLong written = OptionalLong.empty();

    SearchReports(Registrar registrar) {
        this.registrar = registrar;
    }

    /** Reports what is due; returns whether a client is still to be looked at. */
    boolean look(Optional<Duration> after) {
        return after.isPresent() && look(Policy.nanos(after.get()));
    }

    private boolean look(long after) {
        long now = registrar.environment().timing().nanoTime();
        boolean isPause = written.isPresent() && now - written.getAsLong() < Math.min(after, PAUSE);
        Map<String, List<LiveClient<?, ?>>> due = new LinkedHashMap<>();
        boolean again = false;
        for (LiveModule module : registrar.modules()) {
            for (LiveRegistration<?, ?> registration : module.registrations()) {
                if (!(registration instanceof LiveClient<?, ?> client) || !client.isSearching()) {
                    continue;
                }
                if (isPause || now - client.search().begin() < after) {
                    again = true;
                } else {
                    due.computeIfAbsent(client.instance().npiId(), npi -> new ArrayList<>())
                            .add(client);
                }
            }
        }
        if (!due.isEmpty()) {
            written = OptionalLong.of(now);
            write(due, now);
        }
        return again;
    }

    private void write(Map<String, List<LiveClient<?, ?>>> due, long now) {
        Log log = registrar.environment().safeLog();
        SearchReport report = new SearchReport(registrar, now);
        int shown = 0;
        int more = 0;
        for (List<LiveClient<?, ?>> clients : due.values()) {
            if (shown++ < SHOWN) {
                log.info(Log.text("clients have found no provider", () -> report.of(clients)));
            } else {
                more += clients.size();
            }
            clients.forEach(client -> client.search().reported());
        }
        if (more > 0) {
            log.info(String.format(
                    Locale.ROOT,
                    "%,d more clients of %,d more NPIs have found no provider; nmr:list shows who is registered",
                    more,
                    due.size() - SHOWN));
        }
    }
}
