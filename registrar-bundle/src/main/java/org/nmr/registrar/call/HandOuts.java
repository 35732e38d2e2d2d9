// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;

/** All that one guard has handed out and that somebody may still keep, closed or not. Guarded by the list. */
final class HandOuts {
    private final Set<Reference<HandOut<?>>> known = new HashSet<>();

    private final ReferenceQueue<HandOut<?>> dropped = new ReferenceQueue<>();

    void add(HandOut<?> out) {
        for (Reference<?> each = dropped.poll(); each != null; each = dropped.poll()) {
            known.remove(each);
        }
        known.add(new WeakReference<>(out, dropped));
    }

    /** Lets each let go of its object. May be repeated. */
    void forget() {
        for (Reference<HandOut<?>> each : known) {
            HandOut<?> out = each.get();
            if (out != null) {
                out.forget();
            }
        }
    }
}
