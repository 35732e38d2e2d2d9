// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import org.jspecify.annotations.Nullable;

/** Takes several steps, each of them whatever the others throw; what was thrown comes last. For one thread. */
final class Steps {
    private @Nullable Throwable first;

    /** Takes a step. */
    Steps then(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            if (first == null) {
                first = failed;
            } else if (first != failed) {
                first.addSuppressed(failed);
            }
        }
        return this;
    }

    /** Throws what the first step that failed has thrown; the rest is suppressed in it. */
    void end() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
