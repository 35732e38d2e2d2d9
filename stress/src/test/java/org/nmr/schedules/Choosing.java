// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import org.nmr.Registration;

/** A client that wants one provider at a time; that it never has two is checked when it is asked. */
final class Choosing {
    private Choosing() {}

    /** The client and two providers come at the same moment. */
    static void ofNewcomers() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        stage.run(client::registerChoosingClient, one::registerProvider, other::registerProvider);
        require(client.liveHalves() == 1, "expected one provider, were " + client.liveHalves());
        stage.end();
    }

    /** Both known providers go while a third comes. */
    static void andMoves() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        Member third = stage.member("third");
        Registration first = one.registerProvider();
        Registration second = other.registerProvider();
        client.registerChoosingClient();
        stage.run(
                () -> {
                    first.close();
                    one.checkOver();
                },
                () -> {
                    second.close();
                    other.checkOver();
                },
                third::registerProvider);
        require(third.liveHalves() == 1, "expected the one provider that is left, were " + third.liveHalves());
        stage.end();
    }

    /** The client ends while its provider goes and another one comes. */
    static void andClientCloses() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        Registration provider = one.registerProvider();
        Registration registration = client.registerChoosingClient();
        stage.run(
                () -> {
                    registration.close();
                    client.checkOver();
                },
                () -> {
                    provider.close();
                    one.checkOver();
                },
                other::registerProvider);
        require(other.liveHalves() == 0, "a client that has ended has a provider");
        stage.end();
    }
}
