// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import org.nmr.itests.shared.Work;
import org.osgi.service.component.ComponentContext;

/** A component that gets the service when it is made. */
public final class ConstructorUser {
    private final Work work;
    private Diary diary;

    /** The runtime of components makes it. */
    public ConstructorUser(Work work) {
        this.work = work;
    }

    void activate(ComponentContext context) {
        Diary made = new Diary(context);
        diary = made;
        made.activated(() -> made.tell(work.on("a call")));
    }

    void deactivate() {
        diary.deactivated(work);
    }
}
