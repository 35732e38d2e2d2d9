// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.function.Consumer;

/** What the page can do with a bundle, apart from looking: drain and redeploy, which another bundle has. */
interface Actions extends AutoCloseable {
    /** Tells why nothing can be done, for operators; empty if it can. */
    String missing();

    /**
     * Drains a bundle, and returns what has come out of it. Blocks until it has ended; an interrupt cancels it.
     *
     * @param progress takes one line for each step
     * @throws IllegalArgumentException if there is no such bundle
     * @throws IllegalStateException if it has not ended in time
     */
    String drain(long bundle, Consumer<String> progress) throws Exception;

    /** Drains a bundle, updates it from where it came from, refreshes and starts it; like {@link #drain} else. */
    String redeploy(long bundle, Consumer<String> progress) throws Exception;

    @Override
    default void close() {}
}
