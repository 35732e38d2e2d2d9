// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.List;
import java.util.function.Consumer;
import org.nmr.Answer;

/** Registrations of both roles, with and without peers, and the attach inside. */
final class RegisterCases {
    private static final List<Integer> PEERS = List.of(0, 1, 3);

    private final Catalogue all;

    RegisterCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        for (int peers : PEERS) {
            client(peers + " providers", rig -> rig.providers(peers));
            client("best of " + peers, rig -> rig.providers(peers).client("c").best());
            provider(peers + " clients", rig -> rig.clients(peers));
            provider(peers + " best clients", rig -> {
                for (int i = 1; i <= peers; i++) {
                    rig.client("c" + i).best().register();
                }
            });
        }
        provider("best clients that have one", rig -> {
            rig.provider("first").register();
            rig.client("c1").best().register();
            rig.client("c2").best().register();
        });
        attach();
        failures();
        owners();
    }

    private void client(String name, Consumer<Rig> prepare) {
        all.add("registerClient", name, prepare::accept, rig -> rig.client("c").register());
    }

    private void provider(String name, Consumer<Rig> prepare) {
        all.add(
                "registerProvider",
                name,
                prepare::accept,
                rig -> rig.provider("p").register());
    }

    /** The probe is armed in the attach only, so that what comes around it works again. */
    private void attach() {
        attach("accepted", (client, provider) -> {});
        attach("refused", (client, provider) -> provider.script = proposal -> Answer.refuse("no"));
        attach(
                "refused once",
                (client, provider) -> provider.script = proposal -> {
                    provider.script = provider::accept;
                    return Answer.refuse("once");
                });
        attach("best", (client, provider) -> client.best());
    }

    private void attach(String name, java.util.function.BiConsumer<Client, Provider> change) {
        all.add(
                "attach",
                name,
                rig -> {
                    rig.armsItself = true;
                    rig.providers(2);
                    Client client = rig.client("c");
                    client.script = proposal -> {
                        rig.arm();
                        try {
                            if (!client.attach(proposal).attached()) {
                                client.attach(proposal);
                            }
                        } finally {
                            rig.disarm();
                        }
                    };
                    change.accept(client, rig.provider("p1"));
                },
                rig -> rig.client("c").register());
    }

    private void failures() {
        failing(
                "the client fails before attach",
                rig -> rig.client("c").script = proposal -> {
                    throw new IllegalArgumentException("before");
                });
        failing(
                "the client fails after attach",
                rig -> rig.client("c").script = proposal -> {
                    rig.client("c").attach(proposal);
                    throw new IllegalArgumentException("after");
                });
        failing(
                "the best client fails after attach",
                rig -> rig.client("c").best().script = proposal -> {
                    rig.client("c").attach(proposal);
                    throw new IllegalArgumentException("after");
                });
        failing("the client does not attach", rig -> rig.client("c").script = proposal -> {});
        failing("a provider refuses", rig -> rig.provider("p1").script = proposal -> Answer.refuse("no"));
        failing(
                "a provider fails",
                rig -> rig.provider("p1").script = proposal -> {
                    throw new IllegalArgumentException("no");
                });
        failing("a provider answers null", rig -> rig.provider("p1").script = proposal -> null);
        failing("the best provider refuses", rig -> {
            rig.client("c").best();
            rig.provider("p1").script = proposal -> Answer.refuse("no");
        });
    }

    private void failing(String name, Consumer<Rig> change) {
        all.add(
                "failingCallbacks",
                name,
                rig -> {
                    rig.providers(2);
                    change.accept(rig);
                },
                rig -> rig.client("c").register());
    }

    private void owners() {
        all.add("registerByHand", "client", rig -> rig.providers(1), rig -> {
            Client client = rig.client("c");
            client.hasTried = true;
            client.registration = client.owner.registerClient(client.characteristics());
        });
        all.add("registerByHand", "provider", rig -> rig.clients(1), rig -> {
            Provider provider = rig.provider("p");
            provider.hasTried = true;
            provider.registration = provider.owner.registerProvider(provider.characteristics());
        });
        all.add(
                "openModule",
                "module",
                rig -> rig.client("c"),
                rig -> rig.client("c").owner.openModule("more"));
        all.add("openModule", "owner", rig -> rig.client("c"), rig -> rig.owner("another"));
        all.add("load", "several", rig -> rig.providers(1), rig -> load(rig, /* fails= */ false));
        all.add("load", "several, then it fails", rig -> rig.providers(1), rig -> load(rig, /* fails= */ true));
        all.add("load", "and close", rig -> rig.providers(1), rig -> {
            load(rig, /* fails= */ false);
            rig.client("c1").nmr.close();
        });
    }

    private static void load(Rig rig, boolean fails) throws Exception {
        Client client = rig.client("c1");
        Client best = rig.client("c2").best();
        Provider provider = rig.provider("p");
        best.nmr = client.nmr;
        provider.nmr = client.nmr;
        try {
            client.nmr.load(nmr -> {
                client.register();
                provider.register();
                best.register();
                if (fails) {
                    throw new IllegalArgumentException("register fails");
                }
            });
        } catch (IllegalArgumentException expected) {
            client.nmr.unload();
        }
    }
}
