// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.function.Consumer;

/** A module whose client requires a provider, and what follows it. */
final class FollowerCases {
    private final Catalogue all;

    FollowerCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add("follow", "no provider yet", rig -> rig.client("c1").required().register(), FollowerCases::follow);
        all.add("follow", "a provider is there", FollowerCases::attached, FollowerCases::follow);
        all.add("follow", "in register, and close", rig -> rig.providers(1), rig -> {
            Client client = rig.client("c1").required();
            client.nmr.load(nmr -> {
                follow(rig);
                client.register();
            });
            client.nmr.close();
        });
        followed(
                "the first provider comes",
                rig -> rig.client("c1").required().register(),
                rig -> rig.provider("p1").register());
        followed(
                "the last provider goes",
                FollowerCases::attached,
                rig -> rig.provider("p1").deregister());
        followed(
                "the last provider goes, and wait",
                FollowerCases::attached,
                rig -> rig.provider("p1").close());
        followed(
                "one of two providers goes",
                rig -> rig.providers(2).client("c1").required().register(),
                rig -> rig.provider("p1").deregister());
        followed(
                "the next best provider follows",
                rig -> rig.providers(2).client("c1").best().required().register(),
                rig -> rig.provider("p1").deregister());
        followed(
                "the client ends",
                FollowerCases::attached,
                rig -> rig.client("c1").deregister());
        followed(
                "the module unloads",
                FollowerCases::attached,
                rig -> rig.remember(rig.client("c1").nmr.unload()));
        followed(
                "the module unloads, and wait",
                FollowerCases::attached,
                rig -> rig.client("c1").nmr.close());
        followed("the registrar unloads", FollowerCases::attached, rig -> {
            rig.isStopping = true;
            rig.registrar.unloadAll().await();
        });
    }

    private static void attached(Rig rig) {
        rig.providers(1).client("c1").required().register();
    }

    private static void follow(Rig rig) {
        Client client = rig.client("c1");
        Following following = new Following(client);
        rig.following.add(following);
        client.nmr.whileSatisfied(following);
        following.isAdded = true;
    }

    private void followed(String name, Consumer<Rig> prepare, Scenario.Step step) {
        all.add(
                "followed",
                name,
                rig -> {
                    prepare.accept(rig);
                    follow(rig);
                },
                step);
    }
}
