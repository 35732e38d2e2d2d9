// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import org.nmr.DetachStatus;

/** What somebody is told of a binding. Whoever has asked must be told, whatever an Error interrupts. */
final class NoticeCases {
    private final Catalogue all;

    NoticeCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add("ask", "attached", rig -> rig.providers(1).clients(1), NoticeCases::ask);
        all.add("ask", "detaching", rig -> pending(rig, true, true), rig -> {
            ask(rig);
            rig.provider("p1").side().complete();
        });
        all.add("tell", "deregister", rig -> asked(rig, false, false), NoticeCases::deregister);
        all.add("tell", "deregister, both PENDING", rig -> asked(rig, true, true), NoticeCases::deregister);
        all.add(
                "tell",
                "deregister, a call is inside",
                rig -> {
                    asked(rig, false, false);
                    rig.held.add(Held.byHand(rig.client("c1").side()));
                },
                NoticeCases::deregister);
        all.add(
                "tell",
                "completion",
                rig -> {
                    asked(rig, true, true);
                    deregister(rig);
                },
                rig -> rig.provider("p1").side().complete());
        all.add("tell", "refused", rig -> rig.client("c1"), rig -> {
            rig.provider("p1").script = proposal -> {
                rig.stages.add(proposal.binding().detaching());
                rig.stages.add(proposal.binding().peerDetached());
                return org.nmr.Answer.refuse("no");
            };
            rig.client("c1").register();
            rig.provider("p1").register();
        });
        all.add(
                "tell",
                "a side waits for its peer's half",
                rig -> {
                    rig.client("c1").onDetach = NoticeCases::completeAfterThePeer;
                    pending(rig, false, true);
                    deregister(rig);
                },
                rig -> rig.provider("p1").side().complete());
    }

    private static DetachStatus completeAfterThePeer(Side side) {
        side.binding.peerDetached().thenRun(side::complete);
        return DetachStatus.PENDING;
    }

    private static void pending(Rig rig, boolean client, boolean provider) {
        DetachCases.attached(rig, client, provider);
    }

    private static void asked(Rig rig, boolean client, boolean provider) {
        pending(rig, client, provider);
        ask(rig);
    }

    private static void ask(Rig rig) {
        rig.sides.forEach(side -> {
            rig.stages.add(side.binding.detaching());
            rig.stages.add(side.binding.peerDetached());
        });
    }

    private static void deregister(Rig rig) {
        rig.client("c1").deregister();
    }
}
