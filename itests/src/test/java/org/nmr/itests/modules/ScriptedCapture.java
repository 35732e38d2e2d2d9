// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.util.function.Supplier;
import org.nmr.Capture;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.GreetingRefusedException;
import org.nmr.itests.shared.Scenario;

/** Captures a provider when the test wants it, and does with it what the test wants, in time or too late. */
record ScriptedCapture(Scenario scenario, String label, Supplier<Capture<Greeter>> provider) {
    void offer() {
        scenario.offerAgain(label + " captures", this::capture);
    }

    private void capture() {
        Capture<Greeter> capture = provider.get();
        if (capture.status() != Capture.Status.ATTACHED) {
            scenario.record(label + " captured nothing: " + capture.status() + ": " + capture.reason());
            capture.close();
            return;
        }
        offerUse(capture, Roles.label(capture.provider()));
    }

    private void offerUse(Capture<Greeter> capture, String peer) {
        scenario.record(label + " captured " + peer);
        scenario.offerAgain(label + " calls captured", () -> call(capture.dispatch()));
        scenario.offerAgain(label + " keeps captured", () -> {
            Greeter view = capture.dispatch();
            scenario.offerAgain(label + " calls captured by its old view", () -> call(view));
        });
        scenario.offerAgain(label + " enters captured", () -> capture.enter().close());
        scenario.offerAgain(
                label + " looks at captured",
                () -> scenario.record(
                        label + " sees " + (capture.isAttached() ? "attached " : "detached ") + capture.status()));
        scenario.offerAgain(label + " closes captured", () -> {
            capture.close();
            scenario.record(label + " released " + peer);
        });
    }

    private void call(Greeter greeter) {
        try {
            greeter.greet(label);
        } catch (GreetingRefusedException e) {
            scenario.record(label + " catches: " + e.getMessage());
        }
    }
}
