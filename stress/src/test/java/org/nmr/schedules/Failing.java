// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import org.nmr.DetachStatus;
import org.nmr.schedules.Ending.Attached;
import org.nmr.testkit.QuietLog;

/** Modules and loggers throw Errors; all else goes on. */
final class Failing {
    private Failing() {}

    /** All callbacks of the end throw while both sides close and a third thread calls. */
    static void callbacks() {
        play(new Stage());
    }

    /** The logger that reports this throws, too. */
    static void log() {
        play(new Stage(new ThrowingLog()));
    }

    private static void play(Stage stage) {
        Attached pair = new Attached(stage);
        pair.client.onDetach = Failing::detachThrows;
        pair.client.onCleanup = Failing::cleanupThrows;
        pair.provider.onDetach = Failing::detachThrows;
        pair.provider.onCleanup = Failing::cleanupThrows;
        stage.run(pair::closeClient, pair::closeProvider, pair.client::call);
        stage.end();
    }

    /**
     * The clock throws while a pair comes and everything is unloaded: then nothing is registered, or everything
     * unloads.
     */
    static void time() {
        FailingTime time = new FailingTime();
        Stage stage = new Stage(new QuietLog(), time);
        Member client = stage.member("client");
        Member provider = stage.member("provider");
        client.isDisturbed = true;
        provider.isDisturbed = true;
        stage.run(
                () -> tryTo(client::registerClient),
                () -> tryTo(provider::registerProvider),
                () -> tryTo(() -> stage.registrar.unloadAll().await()));
        time.repair();
        stage.end();
    }

    private static void tryTo(Runnable step) {
        try {
            step.run();
        } catch (StackOverflowError | IllegalStateException disturbedOrStopping) {
            String message = String.valueOf(disturbedOrStopping.getMessage());
            require(message.equals("the clock") || message.contains("expected"), message);
        }
    }

    private static DetachStatus detachThrows(Half half) {
        throw new StackOverflowError("detach of " + half);
    }

    private static void cleanupThrows(Half half) {
        throw new OutOfMemoryError("cleanup of " + half);
    }

    private static final class ThrowingLog extends QuietLog {
        @Override
        public boolean isLoggable(Level level) {
            throw new StackOverflowError("the logger");
        }

        @Override
        public void log(Level level, String message) {
            throw new StackOverflowError("the logger");
        }

        @Override
        public void log(Level level, String message, Throwable thrown) {
            throw new OutOfMemoryError("the logger");
        }
    }
}
