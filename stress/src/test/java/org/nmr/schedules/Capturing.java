// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import java.time.Duration;
import org.nmr.Call;
import org.nmr.Capture;
import org.nmr.Registration;

/** A thread captures a provider while others come and go. */
final class Capturing {
    private Capturing() {}

    /** One provider comes and goes, another one comes and stays: the capture gets one of the two. */
    static void andProviderGoes() {
        Stage stage = new Stage();
        Member capturer = stage.member("capturer");
        Member going = stage.member("going");
        Member staying = stage.member("staying");
        stage.run(
                () -> {
                    Capture<Work> capture = capture(capturer, Duration.ofDays(1));
                    require(
                            capture.status() == Capture.Status.ATTACHED,
                            "expected a provider, was " + capture.reason());
                    call(capture);
                    capture.close();
                },
                () -> {
                    Registration provider = going.registerProvider();
                    provider.close();
                    going.checkOver();
                },
                staying::registerProvider);
        require(staying.liveHalves() == 0, "a capture that was closed has a provider");
        stage.end();
    }

    /** The capture does not wait, and two providers come: what attaches too late is ended. */
    static void givesUp() {
        Stage stage = new Stage();
        Member capturer = stage.member("capturer");
        Member one = stage.member("one");
        Member other = stage.member("other");
        stage.run(
                () -> {
                    Capture<Work> capture = capture(capturer, Duration.ZERO);
                    if (capture.status() == Capture.Status.ATTACHED) {
                        call(capture);
                    }
                    capture.close();
                },
                one::registerProvider,
                other::registerProvider);
        stage.end();
    }

    /** The capturing module is unloaded while it waits and a provider comes. */
    static void andUnload() {
        Stage stage = new Stage();
        Member capturer = stage.member("capturer");
        Member provider = stage.member("provider");
        stage.run(
                () -> {
                    Capture<Work> capture = capture(capturer, Duration.ofDays(1));
                    Capture.Status status = capture.status();
                    require(
                            status == Capture.Status.ATTACHED || status == Capture.Status.STOPPING,
                            "expected a provider or an unload, was " + status);
                    capture.close();
                },
                () -> capturer.module.unload().await(),
                provider::registerProvider);
        require(provider.liveHalves() == 0, "an unloaded module has a provider");
        stage.end();
    }

    private static Capture<Work> capture(Member capturer, Duration atMost) {
        return capturer.module.capture(Stage.NPI, atMost);
    }

    private static void call(Capture<Work> capture) {
        try (Call<Work> call = capture.enter()) {
            call.dispatch().run(() -> {});
        } catch (IllegalStateException detached) {
            require(!capture.isAttached(), "refused, but the capture is attached: " + detached);
        }
    }
}
