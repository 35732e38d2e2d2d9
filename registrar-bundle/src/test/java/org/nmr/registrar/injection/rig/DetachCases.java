// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.function.Consumer;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;

/** Deregistration of both roles, detachComplete and cleanup. */
final class DetachCases {
    private final Catalogue all;

    DetachCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        for (int peers : new int[] {0, 1, 3}) {
            all.add(
                    "deregister",
                    "client of " + peers,
                    rig -> rig.providers(peers).clients(1),
                    this::client);
            all.add(
                    "deregister",
                    "provider of " + peers,
                    rig -> rig.providers(1).clients(peers),
                    this::provider);
        }
        either("next best", rig -> {
            rig.client("c1").best();
            rig.providers(2).clients(1);
        });
        either("both PENDING", rig -> attached(rig, true, true));
        either("client PENDING", rig -> attached(rig, true, false));
        either("provider PENDING", rig -> attached(rig, false, true));
        either("detach fails", rig -> {
            attached(rig, false, false);
            rig.client("c1").onDetach = side -> {
                throw new IllegalArgumentException("detach");
            };
        });
        either("cleanup fails", rig -> {
            attached(rig, false, false);
            rig.provider("p1").onCleanup = side -> {
                throw new IllegalArgumentException("cleanup");
            };
        });
        calls();
        completions();
        bindings();
    }

    /** The ends of single bindings. */
    private void bindings() {
        binding("client's", rig -> attached(rig, false, false), rig -> detach(rig.client("c1")));
        binding("provider's", rig -> attached(rig, false, false), rig -> detach(rig.provider("p1")));
        binding("both PENDING", rig -> attached(rig, true, true), rig -> detach(rig.client("c1")));
        binding(
                "a call is inside",
                rig -> {
                    attached(rig, false, false);
                    rig.held.add(Held.byHand(rig.client("c1").side()));
                },
                rig -> detach(rig.provider("p1")));
        binding("twice", rig -> attached(rig, true, false), rig -> {
            detach(rig.client("c1"));
            detach(rig.provider("p1"));
        });
        binding("of three", rig -> rig.providers(3).clients(1), rig -> detach(rig.provider("p2")));
        binding(
                "next best",
                rig -> {
                    rig.client("c1").best();
                    rig.providers(2).clients(1);
                },
                rig -> detach(rig.client("c1")));
        binding(
                "while the registration ends",
                rig -> {
                    attached(rig, true, false);
                    rig.provider("p1").deregister();
                },
                rig -> detach(rig.client("c1")));
        binding("then the registration", rig -> attached(rig, true, true), rig -> {
            detach(rig.client("c1"));
            rig.provider("p1").deregister();
        });
        binding("inside attachProvider", rig -> rig.providers(1), rig -> {
            rig.client("c1").script = proposal -> {
                rig.client("c1").attach(proposal);
                rig.remember(proposal.binding().detach());
            };
            rig.client("c1").register();
        });
        binding(
                "and await",
                rig -> attached(rig, true, false),
                rig -> detach(rig.client("c1")).await());
    }

    private void binding(String name, Scenario.Step preparation, Scenario.Step step) {
        all.add("detachBinding", name, preparation, step);
    }

    private static Deregistration detach(Peer peer) {
        return peer.rig.remember(peer.side().binding.detach());
    }

    private void either(String name, Consumer<Rig> prepare) {
        all.add("deregister", "client, " + name, prepare::accept, this::client);
        all.add("deregister", "provider, " + name, prepare::accept, this::provider);
    }

    private void client(Rig rig) {
        rig.client("c1").deregister();
    }

    private void provider(Rig rig) {
        rig.provider("p1").deregister();
    }

    static void attached(Rig rig, boolean clientPending, boolean providerPending) {
        if (clientPending) {
            rig.client("c1").pending();
        }
        if (providerPending) {
            rig.provider("p1").pending();
        }
        rig.providers(1).clients(1);
    }

    private void calls() {
        busy(
                "client's call by hand",
                rig -> rig.held.add(Held.byHand(rig.client("c1").side())));
        busy(
                "client's call by view",
                rig -> rig.held.add(Held.byView(rig.client("c1").side())));
        busy(
                "provider's call",
                rig -> rig.held.add(Held.byHand(rig.provider("p1").side())));
        busy("calls both ways", rig -> {
            rig.held.add(Held.byHand(rig.client("c1").side()));
            rig.held.add(Held.byHand(rig.provider("p1").side()));
        });
        busy("PENDING and call", rig -> {
            rig.client("c1").pending();
            rig.held.add(Held.byHand(rig.client("c1").side()));
        });
    }

    private void busy(String name, Consumer<Rig> call) {
        Scenario.Step prepare = rig -> {
            attached(rig, false, false);
            call.accept(rig);
        };
        all.add("deregisterBusy", "client, " + name, prepare, this::client);
        all.add("deregisterBusy", "provider, " + name, prepare, this::provider);
    }

    private void completions() {
        completion("client, then provider", rig -> {
            rig.client("c1").side().complete();
            rig.provider("p1").side().complete();
        });
        completion("provider, then client", rig -> {
            rig.provider("p1").side().complete();
            rig.client("c1").side().complete();
        });
        all.add(
                "detachComplete",
                "client's, busy",
                rig -> {
                    attached(rig, true, false);
                    rig.held.add(Held.byHand(rig.client("c1").side()));
                    rig.client("c1").deregister();
                },
                rig -> rig.client("c1").side().complete());
        all.add(
                "detachComplete",
                "provider's, the client is busy",
                rig -> {
                    attached(rig, false, true);
                    rig.held.add(Held.byHand(rig.client("c1").side()));
                    rig.client("c1").deregister();
                },
                rig -> rig.provider("p1").side().complete());
        all.add(
                "detachComplete",
                "before detach",
                rig -> attached(rig, true, false),
                rig -> rig.client("c1").side().complete());
        all.add(
                "detachComplete",
                "inside detach",
                rig -> {
                    attached(rig, false, false);
                    rig.client("c1").onDetach = DetachCases::completeInside;
                    rig.provider("p1").onDetach = DetachCases::completeInside;
                },
                this::provider);
        all.add(
                "detachComplete",
                "next best",
                rig -> {
                    rig.client("c1").best();
                    rig.provider("p2").characteristics.put("service.ranking", -1);
                    rig.provider("p1").pending();
                    rig.providers(2).clients(1);
                    rig.provider("p1").deregister();
                },
                rig -> rig.provider("p1").side().complete());
    }

    private static DetachStatus completeInside(Side side) {
        side.complete();
        return DetachStatus.PENDING;
    }

    private void completion(String name, Scenario.Step step) {
        all.add(
                "detachComplete",
                name + ", of the client's end",
                rig -> {
                    attached(rig, true, true);
                    rig.client("c1").deregister();
                },
                step);
        all.add(
                "detachComplete",
                name + ", of both ends",
                rig -> {
                    attached(rig, true, true);
                    rig.client("c1").deregister();
                    rig.provider("p1").deregister();
                },
                step);
    }
}
