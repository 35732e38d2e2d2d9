// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import org.nmr.Call;
import org.nmr.registrar.injection.Probe;

/** Calls by hand, as a module makes them that closes again if its close is cut short. */
final class Calls {
    private Calls() {}

    static void call(Side side) {
        inside(side, () -> {});
    }

    /** Does something inside a call. */
    static void inside(Side side, Runnable body) {
        Call<?> call = side.binding.enter();
        side.inside.incrementAndGet();
        try {
            body.run();
        } finally {
            side.inside.decrementAndGet();
            close(call);
        }
    }

    static void close(Call<?> call) {
        try {
            call.close();
        } catch (StackOverflowError | OutOfMemoryError e) {
            Probe.disarm(); // where it is caught, there is room again
            try {
                call.close();
            } catch (IllegalStateException closed) {
                e.addSuppressed(closed);
            }
            throw e;
        }
    }
}
