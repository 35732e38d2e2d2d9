// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.List;
import org.nmr.DetachedException;
import org.nmr.spi.Redirect;

/** Calls through stand-ins, and the way to another binding. */
final class StandInCases {
    private final Catalogue all;

    StandInCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add(
                "standIn",
                "made and called",
                rig -> rig.providers(1).clients(1),
                rig -> standIn(rig, ended -> ended).call("first"));
        all.add("standIn", "called", StandInCases::prepared, rig -> ((ToProvider) rig.shared).call("again"));
        all.add(
                "standIn",
                "led to the next binding",
                rig -> {
                    prepared(rig);
                    rig.provider("p1").deregister();
                },
                rig -> ((ToProvider) rig.shared).call("next"));
        all.add(
                "standIn",
                "led nowhere",
                rig -> {
                    rig.providers(1).clients(1);
                    rig.shared = standIn(rig, ended -> ended);
                    rig.client("c1").deregister();
                },
                rig -> refused((ToProvider) rig.shared));
        all.add(
                "standIn",
                "last call",
                rig -> {
                    rig.armsItself = true;
                    prepared(rig);
                    rig.provider("p1").onCall = () -> {
                        rig.client("c1").deregister();
                        rig.arm();
                    };
                },
                rig -> ((ToProvider) rig.shared).call("last"));
        all.add(
                "standIn",
                "result at the next binding",
                rig -> {
                    prepared(rig);
                    rig.provider("p1").deregister();
                },
                rig -> {
                    try {
                        ((ToProvider) rig.shared).later();
                    } finally {
                        rig.provider("p2").result.complete("done");
                    }
                });
    }

    /** One that was called before, and has another binding to go to. */
    private static void prepared(Rig rig) {
        rig.providers(2).clients(1);
        rig.shared = standIn(rig, ended -> side(rig, 1).binding);
        ((ToProvider) rig.shared).call("warm");
    }

    private static Side side(Rig rig, int index) {
        return rig.client("c1").sides.get(index);
    }

    private static ToProvider standIn(Rig rig, Redirect redirect) {
        return (ToProvider) rig.registrar.standIns(List.of(ToProvider.class)).standIn(side(rig, 0).binding, redirect);
    }

    private static void refused(ToProvider standIn) {
        try {
            standIn.call("late");
        } catch (DetachedException expected) {
            return;
        }
        throw new IllegalArgumentException("expected a refusal");
    }
}
