// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.unload.Policy;

/** Waits, unloads of groups, and revocation. */
final class UnloadCases {
    private final Catalogue all;

    UnloadCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        waits("idle", rig -> {});
        waits("client PENDING", rig -> rig.client("c1").pending());
        waits("provider PENDING", rig -> rig.provider("p1").pending());
        waits("client's call", rig -> rig.held.add(Held.byHand(rig.client("c1").side())));
        waits(
                "provider's call",
                rig -> rig.held.add(Held.byHand(rig.provider("p1").side())));
        groups();
        revocations();
    }

    private void waits(String name, Consumer<Rig> busy) {
        Scenario.Step prepare = rig -> {
            rig.providers(1).clients(1);
            busy.accept(rig);
        };
        all.add("close", "client, " + name, prepare, rig -> {
            rig.client("c1").close();
            nobodyInside(rig);
        });
        all.add("close", "provider, " + name, prepare, rig -> {
            rig.provider("p1").close();
            nobodyInside(rig);
        });
        all.add("close", "client, limited, " + name, prepare, rig -> closeWithin(rig, Duration.ofSeconds(5)));
        all.add("close", "client, now, " + name, prepare, rig -> closeWithin(rig, Duration.ZERO));
        all.add("await", "client, " + name, prepare, rig -> {
            rig.client("c1").deregister().await();
            nobodyInside(rig);
        });
        all.add("await", "provider, limited, " + name, prepare, rig -> {
            if (rig.provider("p1").deregister().await(Duration.ofSeconds(5))) {
                nobodyInside(rig);
            }
        });
        all.add(
                "awaitAgain",
                "client, " + name,
                rig -> {
                    prepare.run(rig);
                    rig.shared = rig.client("c1").deregister();
                },
                rig -> ((Deregistration) rig.shared).await());
    }

    /** Whatever the answer, the end has begun. */
    private static void closeWithin(Rig rig, Duration atMost) {
        Client client = rig.client("c1");
        if (client.close(client.registration, atMost)) {
            nobodyInside(rig);
        }
        if (!client.registration.isEnding()) {
            rig.faults.add("close has returned and no end has begun");
        }
    }

    private static void nobodyInside(Rig rig) {
        if (rig.sides.stream().anyMatch(side -> side.inside.get() > 0)) {
            rig.faults.add("the wait has returned while a call is inside");
        }
    }

    /** One module with two clients, a best client and a provider, which is bound inside and outside. */
    private static void module(Rig rig) {
        Client client = rig.client("c1");
        rig.client("c2").best().nmr = client.nmr;
        rig.provider("p1").nmr = client.nmr;
        rig.providers(2).clients(3);
    }

    private void groups() {
        groups("idle", rig -> {});
        groups("PENDING", rig -> {
            rig.client("c1").pending();
            rig.provider("p2").pending();
        });
        groups("busy", rig -> rig.held.add(Held.byHand(rig.client("c1").side())));
    }

    private void groups(String name, Consumer<Rig> busy) {
        Scenario.Step prepare = rig -> {
            module(rig);
            busy.accept(rig);
        };
        all.add(
                "moduleUnload",
                name,
                prepare,
                rig -> rig.remember(rig.client("c1").nmr.unload()));
        all.add(
                "ownerUnload",
                name,
                prepare,
                rig -> rig.remember(rig.client("c1").owner.unload()));
        all.add("unloadAll", name, prepare, UnloadCases::unloadAll);
        if (name.equals("busy")) {
            all.add(
                    "moduleUnload",
                    "and wait",
                    prepare,
                    rig -> rig.client("c1").nmr.close());
            all.add("moduleUnload", "and wait for some time", prepare, rig -> unloadWithin(rig, Duration.ofSeconds(5)));
            all.add("moduleUnload", "and look", prepare, rig -> unloadWithin(rig, Duration.ZERO));
            all.add("unloadAll", "and wait", prepare, rig -> unloadAll(rig).await());
        }
    }

    private static void unloadWithin(Rig rig, Duration atMost) {
        ModuleRegistrations nmr = rig.client("c1").nmr;
        if (nmr.close(atMost)) {
            nobodyInside(rig);
        }
        rig.remember(nmr.end().orElseThrow());
    }

    private static Deregistration unloadAll(Rig rig) {
        rig.isStopping = true;
        return rig.remember(rig.registrar.unloadAll());
    }

    private void revocations() {
        revocation("PENDING", rig -> rig.client("c1").pending());
        revocation("both PENDING", rig -> {
            rig.client("c1").pending();
            rig.provider("p1").pending();
        });
        revocation(
                "client's call",
                rig -> rig.held.add(Held.byHand(rig.client("c1").side())));
        revocation(
                "provider's call",
                rig -> rig.held.add(Held.byHand(rig.provider("p1").side())));
        all.add(
                "deadline",
                "PENDING",
                rig -> {
                    rig.client("c1").pending().onDetach = side -> {
                        side.isAbandoned = true;
                        return org.nmr.DetachStatus.PENDING;
                    };
                    rig.registrar.configure(
                            new Policy(
                                    Duration.ofSeconds(1),
                                    Optional.of(Duration.ofSeconds(2)),
                                    Policy.AtDeadline.INTERRUPT),
                            /* traceCalls= */ false);
                    rig.providers(1).clients(1);
                    rig.keepsIn = true;
                },
                rig -> rig.client("c1").close());
    }

    private void revocation(String name, Consumer<Rig> busy) {
        all.add(
                "revoke",
                name,
                rig -> {
                    rig.providers(2).clients(1);
                    busy.accept(rig);
                    rig.client("c1").deregister();
                    rig.sides.forEach(side -> side.isAbandoned = true);
                },
                rig -> new Diagnostics(rig.registrar)
                        .getRegistrar()
                        .bindings
                        .forEach(binding -> new Diagnostics(rig.registrar).revoke(binding.id)));
    }
}
