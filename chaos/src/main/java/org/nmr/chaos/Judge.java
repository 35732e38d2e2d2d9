// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceException;

/** Tells what an operation's failure means. */
final class Judge {
    private static final StackTraceElement[] NONE = {};

    private final Ledger ledger;

    Judge(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns what has become of the operation. */
    Outcome of(Throwable failure) {
        Outcome outcome = outcome(failure);
        switch (outcome) {
            case INTENDED -> ledger.count(Count.INTENDED_FAILURES);
            case REFUSED -> ledger.count(Count.REFUSED_OPERATIONS);
            default -> ledger.broken(Rule.EXCEPTION, Dump.of(failure));
        }
        return outcome;
    }

    /** A framework may refuse what comes while the bundle is changed or gone; but no code of ours may have thrown. */
    private Outcome outcome(Throwable failure) {
        if (Intended.isCauseOf(failure)) {
            return Outcome.INTENDED;
        }
        if (isStaleContext(failure.getCause())) {
            ledger.count(Count.STALE_CONTEXTS);
            return Outcome.REFUSED;
        }
        if (isActivatorNotFound(failure.getCause())) {
            ledger.count(Count.ACTIVATORS_NOT_FOUND);
            return Outcome.REFUSED;
        }
        if (failure instanceof ServiceException && isStopping(failure.getCause())) {
            return Outcome.REFUSED;
        }
        if (failure instanceof BundleException refused) {
            return refused.getType() == BundleException.ACTIVATOR_ERROR ? Outcome.FAILED : Outcome.REFUSED;
        }
        boolean isTheFrameworks = failure instanceof IllegalStateException
                && !failure.getStackTrace()[0].getClassName().startsWith("org.nmr.");
        return isTheFrameworks ? Outcome.REFUSED : Outcome.FAILED;
    }

    /** Whoever asks for the registrar while it stops gets none, and the framework reports why. */
    private static boolean isStopping(@Nullable Throwable cause) {
        return cause instanceof IllegalStateException
                && String.valueOf(cause.getMessage()).contains("expected a running registrar, but it is stopping");
    }

    /**
     * When a {@code stop()} throws, Equinox 3.24 closes the context but keeps it, so the next {@code start()} gets one
     * that is no longer valid, before the module begins.
     */
    private static boolean isStaleContext(@Nullable Throwable cause) {
        return cause instanceof IllegalStateException
                && cause.getStackTrace()[0]
                        .getClassName()
                        .equals("org.eclipse.osgi.internal.framework.BundleContextImpl")
                && Arrays.stream(cause.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith(".module.Session")
                                && frame.getMethodName().equals("begin"));
    }

    /**
     * Beside a refresh of the bundle, Equinox 3.24 sometimes does not find the class of its activator. Then no code of
     * the module has run, and no frame is above the framework's own but those of its class loader.
     */
    private static boolean isActivatorNotFound(@Nullable Throwable cause) {
        StackTraceElement[] frames = cause instanceof ClassNotFoundException ? cause.getStackTrace() : NONE;
        for (StackTraceElement frame : frames) {
            if (frame.getMethodName().equals("loadBundleActivator")) {
                return frame.getClassName().equals("org.eclipse.osgi.internal.framework.BundleContextImpl");
            }
            if (!frame.getClassName().startsWith("org.eclipse.osgi.internal.loader.")) {
                return false;
            }
        }
        return false;
    }

    /** What has become of an operation. */
    enum Outcome {
        DONE,
        REFUSED,
        INTENDED,
        FAILED
    }
}
