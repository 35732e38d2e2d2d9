// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.time.Duration;
import org.nmr.CaptureRequest;

/**
 * Registrations that a listener follows. It must hear of each that it came and that it went, whatever an Error
 * interrupts.
 */
final class ListenerCases {
    private final Catalogue all;

    ListenerCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add("listen", "open", rig -> rig.providers(2).clients(1), Rig::follow);
        all.add(
                "listen",
                "register",
                ListenerCases::prepare,
                rig -> rig.client("c2").register());
        all.add(
                "listen",
                "deregister",
                ListenerCases::prepare,
                rig -> rig.provider("p1").deregister());
        all.add(
                "listen",
                "close",
                ListenerCases::prepare,
                rig -> rig.client("c1").close());
        all.add("listen", "unload", ListenerCases::prepare, rig -> {
            rig.client("c1").isEnding = true;
            rig.client("c1").nmr.close();
        });
        all.add(
                "listen",
                "capture",
                ListenerCases::prepare,
                rig -> rig.client("c2")
                        .nmr
                        .capture(CaptureRequest.of(Rig.NPI, what -> what), Duration.ZERO)
                        .close());
        all.add("listen", "register inside a callback", ListenerCases::prepare, rig -> {
            rig.client("c2").script = proposal -> rig.provider("p3").register();
            rig.client("c2").register();
        });
    }

    private static void prepare(Rig rig) {
        rig.follow();
        rig.providers(1).clients(1);
    }
}
