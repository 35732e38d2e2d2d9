// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;

/**
 * The registrar's log: here it has nothing to warn of but what modules do on purpose, and long waits on a busy machine.
 */
final class RegistrarLog extends Handler {
    private final Ledger ledger;

    /** Held, because the log manager holds loggers weakly. */
    private final Logger logger = Logger.getLogger("org.nmr.registrar");

    private RegistrarLog(Ledger ledger) {
        this.ledger = ledger;
    }

    static RegistrarLog open(Ledger ledger) {
        RegistrarLog log = new RegistrarLog(ledger);
        log.logger.addHandler(log);
        log.logger.setUseParentHandlers(false);
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
        } else {
            ledger.broken(Rule.WARNING, entry.getMessage() + (thrown == null ? "" : "\n" + Dump.of(thrown)));
        }
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
