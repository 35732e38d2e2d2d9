// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.time.Duration;
import org.nmr.Capture;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;

/** Code that wants a greeter now, and no client of its own. */
final class JustNow {
    private JustNow() {}

    static String greet(ModuleRegistrations nmr, String name) {
        try (Capture<Greeter> greeter = nmr.capture(Greeter.NPI, Duration.ofSeconds(2))) {
            return greeter.isAttached() ? greeter.dispatch().greet(name) : "no greeter: " + greeter.reason();
        } catch (DetachedException going) {
            return "no greeter: the greeter is going";
        }
    }
}
