// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.ref.WeakReference;

/** Keeps what subclasses write away from the object in front of it. */
abstract class PaddedReference extends WeakReference<Thread> {
    @SuppressWarnings("unused")
    private int p0; // fills the gap into which a subclass's int would go

    @SuppressWarnings("unused")
    private long p1, p2, p3, p4, p5;

    PaddedReference(Thread thread) {
        super(thread);
    }
}
