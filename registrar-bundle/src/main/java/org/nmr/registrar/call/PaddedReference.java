// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.ref.WeakReference;

/**
 * Keeps what subclasses write a pair of cache lines away from the object in front of it, and from the referent, which
 * every caller looks at.
 */
abstract class PaddedReference extends WeakReference<Thread> {
    @SuppressWarnings("unused")
    private int p0; // fills the gap into which a subclass's int would go

    @SuppressWarnings("unused")
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14;

    PaddedReference(Thread thread) {
        super(thread);
    }
}
