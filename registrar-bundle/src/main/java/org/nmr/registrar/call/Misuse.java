// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/** What a caller is told that closes a call in a wrong way. */
final class Misuse {
    private Misuse() {}

    static IllegalStateException closedTwice(Guard<?> guard) {
        return new IllegalStateException(
                "Call of " + guard + ": expected an open call, but it is closed already. Close each call once");
    }

    static IllegalStateException wrongThread(Guard<?> guard, @Nullable Thread owner, Thread current) {
        return new IllegalStateException("Call of " + guard + ": expected close() on "
                + (owner == null ? "a thread that has ended" : "thread " + ForeignText.of(owner.getName()))
                + ", which has opened the call, but was on thread " + ForeignText.of(current.getName())
                + ". Close each call on the thread that opened it");
    }
}
