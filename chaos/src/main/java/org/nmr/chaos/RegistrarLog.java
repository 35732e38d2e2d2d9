// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;

/**
 * The logs of the registrar and of what drains: here they have nothing to warn of but what modules do on purpose, long
 * waits on a busy machine, and consumers or providers that come when something is going.
 */
final class RegistrarLog extends Handler {
    private final Ledger ledger;

    /** What a plain bundle is told by an exception, too, or by a service that is not there. */
    private static final List<String> OF_DRAIN = List.of(" has got no service", " stays as it is: ");

    /** A consumer whose bundle has stopped cannot fetch the original. */
    private static final String GONE = "attachClient of the provider has failed";

    /** Held, because the log manager holds loggers weakly. */
    private final List<Logger> loggers =
            List.of(Logger.getLogger("org.nmr.registrar"), Logger.getLogger("org.nmr.drain"));

    private RegistrarLog(Ledger ledger) {
        this.ledger = ledger;
    }

    static RegistrarLog open(Ledger ledger) {
        RegistrarLog log = new RegistrarLog(ledger);
        for (Logger logger : log.loggers) {
            logger.addHandler(log);
            logger.setUseParentHandlers(false);
        }
        return log;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
            return;
        }
        Throwable thrown = entry.getThrown();
        boolean isSumOfIntended =
                entry.getMessage().contains(" more callbacks that failed: " + Intended.class.getName());
        if (isSumOfIntended || (thrown != null && Intended.isCauseOf(thrown))) {
            ledger.count(Count.EXPECTED_WARNINGS);
        } else if (entry.getMessage().contains(" has waited ")) {
            ledger.count(Count.LONG_WAITS);
        } else if (isOfDrain(entry.getMessage(), thrown)) {
            ledger.count(Count.DRAIN_WARNINGS);
        } else {
            ledger.broken(Rule.WARNING, entry.getMessage() + (thrown == null ? "" : "\n" + Dump.of(thrown)));
        }
    }

    private static boolean isOfDrain(String message, @Nullable Throwable thrown) {
        return OF_DRAIN.stream().anyMatch(message::contains)
                || (message.contains(GONE) && thrown instanceof IllegalStateException);
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(this));
    }
}
