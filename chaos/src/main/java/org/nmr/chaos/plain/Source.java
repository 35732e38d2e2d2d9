// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.service.Desk;

/** Where a consumer has services from. */
interface Source extends AutoCloseable {
    /** Gets one; null if there is none now. */
    @Nullable
    Loan get(SplittableRandom random);

    /** Releases everything. */
    @Override
    void close();

    /** A service that is got. */
    record Loan(Desk desk, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }
}
