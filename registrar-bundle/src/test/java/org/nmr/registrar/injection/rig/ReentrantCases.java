// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.time.Duration;
import java.util.function.Consumer;
import org.nmr.DetachStatus;
import org.nmr.Registration;

/** What callbacks do to the registrar that calls them. */
final class ReentrantCases {
    private final Catalogue all;

    ReentrantCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        proposals();
        selves("deregister", Peer::deregister);
        selves("close now", (peer, own) -> peer.close(own, Duration.ZERO));
        ends();
        all.add("both", "client, then provider", ReentrantCases::attached, rig -> {
            rig.client("c1").deregister();
            rig.provider("p1").deregister();
        });
        all.add(
                "both",
                "provider, then client, PENDING",
                rig -> {
                    rig.client("c1").pending();
                    rig.provider("p1").pending();
                    attached(rig);
                },
                rig -> {
                    rig.provider("p1").deregister();
                    rig.client("c1").deregister();
                });
        all.add("both", "inside a call", ReentrantCases::attached, rig -> {
            rig.calls.inside(rig.client("c1").side(), () -> {
                rig.client("c1").deregister();
                rig.provider("p1").deregister();
            });
        });
    }

    private static void attached(Rig rig) {
        rig.providers(1).clients(1);
    }

    private void proposals() {
        all.add(
                "reentrant",
                "the provider goes inside attachProvider",
                rig -> {
                    rig.providers(2);
                    rig.client("c").script = proposal -> {
                        rig.client("c").attach(proposal);
                        if (rig.provider("p1").registration != null && !rig.provider("p1").isEnding) {
                            rig.provider("p1").deregister();
                        }
                    };
                },
                rig -> rig.client("c").register());
        all.add(
                "reentrant",
                "the provider goes inside attachProvider of best",
                rig -> {
                    rig.providers(2);
                    rig.client("c").best().script = proposal -> {
                        rig.client("c").attach(proposal);
                        if (!rig.provider("p1").isEnding) {
                            rig.provider("p1").deregister();
                        }
                    };
                },
                rig -> rig.client("c").register());
        all.add(
                "reentrant",
                "the client goes inside attachClient",
                rig -> {
                    rig.clients(2);
                    rig.provider("p").script = proposal -> {
                        if (!rig.client("c1").isEnding) {
                            rig.client("c1").deregister();
                        }
                        return rig.provider("p").accept(proposal);
                    };
                },
                rig -> rig.provider("p").register());
        others();
    }

    /** How a module ends itself. */
    private interface End {
        void of(Peer peer, Registration own);
    }

    /** A module registers second and ends itself when it is asked, before it has the handle. */
    private void selves(String how, End end) {
        client(
                "the client ends itself before it attaches: " + how,
                client -> client.script = proposal -> {
                    end.of(client, proposal.registration());
                    client.attach(proposal);
                });
        client(
                "the client ends itself after it attached: " + how,
                client -> client.script = proposal -> {
                    client.attach(proposal);
                    end.of(client, proposal.registration());
                });
        client(
                "best ends itself after it attached: " + how,
                client -> client.best().script = proposal -> {
                    client.attach(proposal);
                    end.of(client, proposal.registration());
                });
        all.add(
                "reentrant",
                "the provider ends itself when it is asked: " + how,
                rig -> {
                    rig.client("c1").best();
                    rig.clients(2);
                    rig.provider("p").script = proposal -> {
                        if (!rig.provider("p").isEnding) {
                            end.of(rig.provider("p"), proposal.registration());
                        }
                        return rig.provider("p").accept(proposal);
                    };
                },
                rig -> rig.provider("p").register());
    }

    private void client(String name, Consumer<Client> script) {
        all.add(
                "reentrant",
                name,
                rig -> {
                    rig.providers(2);
                    script.accept(rig.client("c"));
                },
                rig -> rig.client("c").register());
    }

    private void others() {
        all.add(
                "reentrant",
                "another provider comes inside attachProvider",
                rig -> {
                    rig.providers(1);
                    rig.client("c").script = proposal -> {
                        if (!rig.provider("p2").hasTried) {
                            rig.provider("p2").register();
                        }
                        rig.client("c").attach(proposal);
                    };
                },
                rig -> rig.client("c").register());
        all.add(
                "reentrant",
                "the client's module is unloaded inside attachClient",
                rig -> {
                    rig.clients(1);
                    rig.provider("p").script = proposal -> {
                        rig.remember(rig.client("c1").nmr.unload());
                        return rig.provider("p").accept(proposal);
                    };
                },
                rig -> rig.provider("p").register());
    }

    private void ends() {
        all.add(
                "reentrant",
                "the provider goes inside detach",
                rig -> {
                    attached(rig);
                    rig.client("c1").onDetach = side -> {
                        rig.provider("p1").deregister();
                        return DetachStatus.COMPLETE;
                    };
                },
                rig -> rig.client("c1").deregister());
        all.add(
                "reentrant",
                "the client goes inside the provider's detach",
                rig -> {
                    rig.providers(1).clients(2);
                    rig.provider("p1").onDetach = side -> {
                        if (!rig.client("c1").isEnding) {
                            rig.client("c1").deregister();
                        }
                        return DetachStatus.COMPLETE;
                    };
                },
                rig -> rig.provider("p1").deregister());
        all.add(
                "reentrant",
                "the provider goes inside cleanup",
                rig -> {
                    attached(rig);
                    rig.client("c1").onCleanup = side -> rig.provider("p1").deregister();
                },
                rig -> rig.client("c1").deregister());
        arrivals();
    }

    private void arrivals() {
        all.add(
                "reentrant",
                "a client comes inside cleanup",
                rig -> {
                    attached(rig);
                    rig.client("c1").onCleanup = side -> rig.client("c2").register();
                },
                rig -> rig.client("c1").deregister());
        all.add(
                "reentrant",
                "a client comes inside detach",
                rig -> {
                    attached(rig);
                    rig.client("c1").onDetach = side -> {
                        rig.client("c2").register();
                        return DetachStatus.COMPLETE;
                    };
                },
                rig -> rig.provider("p1").deregister());
        all.add(
                "reentrant",
                "a call inside detach",
                rig -> {
                    attached(rig);
                    rig.client("c1").onDetach = side -> {
                        rig.calls.call(side);
                        return DetachStatus.COMPLETE;
                    };
                },
                rig -> rig.provider("p1").deregister());
    }
}
