// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Optional;
import org.nmr.Capture;
import org.nmr.DetachedException;

/** A captured greeter that knows when it is going, so that it is not called in vain. */
final class KeptGreeter {
    private final Capture<Greeter> greeter;
    private volatile boolean going;

    KeptGreeter(Capture<Greeter> greeter) {
        this.greeter = greeter;
        greeter.detaching().thenRun(() -> going = true);
    }

    boolean isGoing() {
        return going;
    }

    Optional<String> greet(String name) {
        try {
            return going ? Optional.empty() : Optional.of(greeter.dispatch().greet(name));
        } catch (DetachedException since) {
            return Optional.empty();
        }
    }
}
