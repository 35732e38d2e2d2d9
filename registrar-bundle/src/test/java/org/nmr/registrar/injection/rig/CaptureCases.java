// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.time.Duration;
import org.nmr.Answer;
import org.nmr.Capture;
import org.nmr.CaptureRequest;

/** Captures and their close. */
final class CaptureCases {
    private static final Duration TIME = Duration.ofSeconds(3);

    private final Catalogue all;

    CaptureCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add("capture", "attached", rig -> prepare(rig, 2), rig -> capture(rig, TIME));
        all.add("capture", "nobody", rig -> prepare(rig, 0), rig -> capture(rig, TIME));
        all.add("capture", "nobody, no time", rig -> prepare(rig, 0), rig -> capture(rig, Duration.ZERO));
        all.add(
                "capture",
                "declined",
                rig -> {
                    prepare(rig, 1);
                    rig.provider("p1").script = proposal -> Answer.refuse("no");
                },
                rig -> capture(rig, TIME));
        all.add(
                "capture",
                "stopping",
                rig -> {
                    prepare(rig, 1);
                    rig.client("c").nmr.close();
                },
                rig -> capture(rig, TIME));
        all.add(
                "capture",
                "of the owner",
                rig -> prepare(rig, 1),
                rig -> rig.client("c").owner.capture(request(), TIME));
        all.add(
                "closeCapture",
                "attached",
                rig -> {
                    prepare(rig, 2);
                    rig.shared = capture(rig, TIME);
                },
                rig -> ((Capture<?>) rig.shared).close());
        all.add(
                "closeCapture",
                "the provider goes first",
                rig -> {
                    prepare(rig, 2);
                    rig.shared = capture(rig, TIME);
                },
                rig -> {
                    rig.provider("p1").deregister();
                    ((Capture<?>) rig.shared).close();
                });
        all.add("closeCapture", "with try", rig -> prepare(rig, 1), rig -> {
            try (Capture<ToProvider> capture = capture(rig, TIME)) {
                if (capture.isAttached()) { // not if an Error has made the attach fail
                    capture.dispatch().call("captured");
                }
            }
        });
    }

    private static void prepare(Rig rig, int providers) {
        rig.providers(providers);
        rig.client("c");
    }

    private static CaptureRequest<ToClient, ToProvider> request() {
        return CaptureRequest.of(Rig.NPI, what -> what);
    }

    private static Capture<ToProvider> capture(Rig rig, Duration time) {
        return rig.client("c").nmr.capture(request(), time);
    }
}
