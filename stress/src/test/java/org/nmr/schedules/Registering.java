// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import org.nmr.Registration;

/** Registrations come, against each other and against ends. */
final class Registering {
    private Registering() {}

    /** A client and two providers at the same moment: each pair is proposed once. */
    static void three() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        stage.run(client::registerClient, one::registerProvider, other::registerProvider);
        require(client.proposals() == 2, "expected two proposals, were " + client.proposals());
        require(client.liveHalves() == 2, "expected two bindings, were " + client.liveHalves());
        stage.end();
    }

    /** A client and a provider come while another provider goes: its end is complete when close() returns. */
    static void andClose() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member going = stage.member("going");
        Member coming = stage.member("coming");
        Registration provider = going.registerProvider();
        stage.run(
                client::registerClient,
                () -> {
                    provider.close();
                    going.checkOver();
                },
                coming::registerProvider);
        require(client.liveHalves() == 1, "expected one binding, were " + client.liveHalves());
        stage.end();
    }

    /** A module registers a client while it is unloaded and while a provider comes. */
    static void clientAndUnload() {
        Stage stage = new Stage();
        Member module = stage.member("module");
        Member provider = stage.member("provider");
        stage.run(() -> module.tryTo(module::registerClient), () -> unload(module), provider::registerProvider);
        require(provider.liveHalves() == 0, "a binding of an unloaded client is left");
        stage.end();
    }

    /** A module registers a provider while it is unloaded and while a client comes. */
    static void providerAndUnload() {
        Stage stage = new Stage();
        Member module = stage.member("module");
        Member client = stage.member("client");
        stage.run(() -> module.tryTo(module::registerProvider), () -> unload(module), client::registerClient);
        require(client.liveHalves() == 0, "a binding to an unloaded provider is left");
        stage.end();
    }

    private static void unload(Member module) {
        module.module.unload().await();
        module.checkOver();
    }

    /** The registrar stops while both sides of a pair come. */
    static void andUnloadAll() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member provider = stage.member("provider");
        stage.run(
                () -> client.tryTo(client::registerClient),
                () -> provider.tryTo(provider::registerProvider),
                () -> stage.registrar.unloadAll().await());
        require(client.liveHalves() == 0, "a binding is left in a registrar that has stopped");
        stage.end();
    }
}
