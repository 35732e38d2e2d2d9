// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * Reads the registrar for the meters. One scrape asks all of them, so what was just read is used for the others, too.
 * Thread safe.
 */
final class Readings {
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(200);

    private final RegistrarRuntime runtime;
    private volatile @Nullable Reading<RegistrarDTO> registrar;
    private volatile @Nullable Reading<List<FindingDTO>> findings;

    Readings(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    private record Reading<T>(T value, long time) {
        boolean isFresh() {
            return System.nanoTime() - time < FRESH;
        }
    }

    /** Reads one number of the registrar. */
    double read(ToDoubleFunction<RegistrarDTO> number) {
        Reading<RegistrarDTO> last = registrar;
        if (last == null || !last.isFresh()) {
            last = new Reading<>(runtime.getRegistrar(), System.nanoTime());
            registrar = last;
        }
        return number.applyAsDouble(last.value());
    }

    /** Counts the findings that are serious, or those that are not. */
    double findings(boolean serious) {
        Reading<List<FindingDTO>> last = findings;
        if (last == null || !last.isFresh()) {
            last = new Reading<>(runtime.getFindings(), System.nanoTime());
            findings = last;
        }
        return last.value().stream().filter(each -> each.serious == serious).count();
    }
}
