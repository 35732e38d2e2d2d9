// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A component that is active while there are greetings, and so while there is a greeter. */
@Component(
        service = {},
        immediate = true)
public final class Reception {
    private final Greetings greetings;

    /** Called by Declarative Services when there are greetings. */
    @Activate
    public Reception(@Reference Greetings greetings) {
        this.greetings = greetings;
    }

    /** Called before the greetings go: the greeter can still be called. */
    @Deactivate
    void close() {
        greetings.greet("and goodbye");
    }
}
