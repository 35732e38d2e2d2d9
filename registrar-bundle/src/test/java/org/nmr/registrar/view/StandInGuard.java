// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import org.nmr.DetachedException;

/** A guard that refuses as the side of a binding does: as detached once it is shut, and otherwise as not attached. */
final class StandInGuard extends ViewGuard<Object> {
    /** Makes one that is not open. */
    StandInGuard() {}

    StandInGuard(Object target) {
        super(target);
    }

    @Override
    protected RuntimeException refusal() {
        return isShut() ? new DetachedException("detached") : new IllegalStateException("not attached");
    }
}
