// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Registration;

/** The end of an attached pair, with a third thread that calls, completes or waits. */
final class Ending {
    private Ending() {}

    /** A pair that is attached. */
    static final class Attached {
        final Stage stage;
        final Member client;
        final Member provider;
        final Registration clientRegistration;
        final Registration providerRegistration;

        Attached() {
            this(new Stage());
        }

        Attached(Stage stage) {
            this.stage = stage;
            client = stage.member("client");
            provider = stage.member("provider");
            providerRegistration = provider.registerProvider();
            clientRegistration = client.registerClient();
        }

        void closeClient() {
            clientRegistration.close();
            checkOver();
        }

        void closeProvider() {
            providerRegistration.close();
            checkOver();
        }

        /** The end of the one binding is the end of both sides. */
        void checkOver() {
            client.checkOver();
            provider.checkOver();
        }
    }

    /** Both sides close while the client calls. */
    static void closeAndCloseAndCall() {
        Attached pair = new Attached();
        pair.stage.run(pair::closeClient, pair::closeProvider, pair.client::call);
        pair.stage.end();
    }

    /** Both sides deregister while a third thread waits for both. */
    static void deregisterAndDeregisterAndAwait() {
        Attached pair = new Attached();
        Member third = pair.stage.member("third");
        third.registerProvider();
        pair.stage.run(() -> begin(pair.clientRegistration), () -> begin(pair.providerRegistration), () -> {
            pair.client.module.unload().await();
            pair.provider.module.unload().await();
            pair.checkOver();
        });
        pair.stage.end();
    }

    /** Another thread awaits it. */
    private static void begin(Registration registration) {
        var unused = registration.deregister();
    }

    /** Two threads make their first call while the provider closes. */
    static void callAndCallAndClose() {
        Attached pair = new Attached();
        pair.stage.run(pair.client::call, pair.client::call, pair::closeProvider);
        pair.stage.end();
    }

    /** A side completes on another thread while its detach() returns PENDING and a third calls. */
    static void completeAndReturnAndCall() {
        Attached pair = new Attached();
        CountDownLatch detaching = new CountDownLatch(1);
        pair.client.onDetach = half -> {
            detaching.countDown();
            return DetachStatus.PENDING;
        };
        pair.stage.run(
                pair::closeProvider,
                () -> {
                    await(detaching);
                    pair.client.onlyHalf().complete();
                },
                pair.client::call);
        pair.stage.end();
    }

    /** Both sides are PENDING and complete at the same moment while a third thread waits. */
    static void completeAndCompleteAndAwait() {
        Attached pair = new Attached();
        pair.client.onDetach = half -> DetachStatus.PENDING;
        pair.provider.onDetach = half -> DetachStatus.PENDING;
        Deregistration end = pair.providerRegistration.deregister();
        pair.stage.run(pair.client.onlyHalf()::complete, pair.provider.onlyHalf()::complete, () -> {
            end.await();
            pair.checkOver();
        });
        pair.stage.end();
    }

    /** A side completes while its last call returns and a third thread waits. */
    static void completeAndLastCallAndAwait() {
        Attached pair = new Attached();
        pair.client.onDetach = half -> DetachStatus.PENDING;
        Deregistration end = pair.providerRegistration.deregister();
        pair.stage.run(pair.client::call, pair.client.onlyHalf()::complete, () -> {
            end.await();
            pair.checkOver();
        });
        pair.stage.end();
    }

    /** A result arrives while both sides close. */
    static void resultAndCloseAndClose() {
        Attached pair = new Attached();
        CompletableFuture<Void> result = new CompletableFuture<>();
        var unused = pair.client.binding().dispatch().later(result);
        pair.stage.run(() -> result.complete(null), pair::closeClient, pair::closeProvider);
        pair.stage.end();
    }

    /** A thread is inside a call, and the end has begun, when the others start. */
    static Call<Work> callInFlight(Attached pair) {
        Call<Work> call = pair.client.binding().enter();
        require(pair.client.liveHalves() == 1, "expected an attached pair");
        return call;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("no thread is interrupted in a scenario", e);
        }
    }
}
