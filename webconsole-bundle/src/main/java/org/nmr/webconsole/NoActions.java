// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.function.Consumer;

/** Stands for the bundle that drains while it is not there. */
final class NoActions implements Actions {
    private static final String MISSING =
            "expected the bundle org.nmr.ops, which drains and redeploys, but it is not there; install it, and refresh"
                    + " org.nmr.webconsole";

    @Override
    public String missing() {
        return MISSING;
    }

    @Override
    public String drain(long bundle, Consumer<String> progress) {
        throw new IllegalStateException(MISSING);
    }

    @Override
    public String redeploy(long bundle, Consumer<String> progress) {
        throw new IllegalStateException(MISSING);
    }
}
