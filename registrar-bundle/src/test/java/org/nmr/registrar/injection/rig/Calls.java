// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import org.nmr.Call;

/**
 * Calls by hand, as a module makes them that closes again, where there is room, what an Error has kept from closing.
 * For the thread of the operation.
 */
final class Calls {
    /** Those that are open; nothing is called to note one. */
    private final Call<?>[] open = new Call<?>[4];

    private int count;

    /** Begins a call that is closed by {@link #close}. */
    void enter(Side side) {
        open[count] = side.binding.enter();
        count++;
    }

    /** Ends the newest call. */
    void close() {
        open[count - 1].close();
        count--;
    }

    void call(Side side) {
        inside(side, () -> {});
    }

    /** Does something inside a call. */
    void inside(Side side, Runnable body) {
        enter(side);
        side.inside.incrementAndGet();
        try {
            body.run();
        } finally {
            side.inside.decrementAndGet();
        }
        close();
    }

    /** What is closed already was closed before the Error. */
    void closeAll() {
        while (count > 0) {
            count--;
            try {
                open[count].close();
            } catch (IllegalStateException closed) {
                open[count] = null;
            }
        }
    }
}
