// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import org.nmr.itests.shared.Work;
import org.osgi.service.component.ComponentContext;

/** A component that has the service in a field, in the way that its description says. */
public final class FieldUser {
    private volatile Work work;
    private Diary diary;

    void activate(ComponentContext context) {
        Diary made = new Diary(context);
        diary = made;
        made.activated(() -> made.tell(work.on("a call")));
    }

    void deactivate() {
        diary.deactivated(work);
    }
}
