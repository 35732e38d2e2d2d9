// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Follower;
import org.nmr.Registration;

/** A module that requires a provider, and a follower of it, which must begin and end in turn. */
final class Following {
    private Following() {}

    /** One provider goes while two others come, of which one goes again. */
    static void whileProvidersChange() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        Member third = stage.member("third");
        Service service = new Service(stage);
        client.registerRequiringClient();
        client.module.whileSatisfied(service);
        Registration first = one.registerProvider();
        stage.run(
                first::close,
                other::registerProvider,
                () -> third.registerProvider().close());
        require(service.isRunning(), "there is a provider, and nothing follows");
        other.module.close();
        require(!service.isRunning(), "there is no provider, and something follows");
        stage.end();
    }

    /** The module is unloaded while its provider goes and another one comes. */
    static void whileTheModuleUnloads() {
        Stage stage = new Stage();
        Member client = stage.member("client");
        Member one = stage.member("one");
        Member other = stage.member("other");
        Service service = new Service(stage);
        client.registerRequiringClient();
        client.module.whileSatisfied(service);
        Registration first = one.registerProvider();
        stage.run(
                () -> {
                    client.module.close();
                    service.checkOver();
                },
                first::close,
                other::registerProvider);
        service.checkOver();
        stage.end();
    }

    /** The follower. */
    private static final class Service implements Follower, AutoCloseable {
        private final Stage stage;
        private final AtomicInteger running = new AtomicInteger();
        private volatile boolean isOver;

        Service(Stage stage) {
            this.stage = stage;
        }

        @Override
        public AutoCloseable begin() {
            stage.check(!isOver, "it begins after the unload");
            stage.check(running.getAndIncrement() == 0, "it begins while it runs");
            return this;
        }

        @Override
        public void close() {
            stage.check(running.getAndDecrement() == 1, "it ends while it does not run");
        }

        boolean isRunning() {
            return running.get() > 0;
        }

        /** The unload of the module has returned. */
        void checkOver() {
            stage.check(!isRunning(), "the unload has returned while something follows");
            isOver = true;
        }
    }
}
