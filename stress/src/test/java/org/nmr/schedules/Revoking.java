// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.schedules.Ending.Attached;

/** A binding is given up while what holds it up comes to its end by itself. */
final class Revoking {
    private Revoking() {}

    /** A pending side completes while it is given up and a third thread waits. */
    static void andComplete() {
        Attached pair = new Attached();
        pair.client.onDetach = half -> DetachStatus.PENDING;
        Deregistration end = pair.providerRegistration.deregister();
        String binding = pair.stage.binding();
        pair.stage.run(pair.client.onlyHalf()::complete, () -> pair.stage.revoke(binding), end::await);
        pair.stage.end();
    }

    /** A call in flight returns while it is abandoned and a third thread waits. */
    static void andLeave() {
        Attached pair = new Attached();
        pair.provider.isRevoked = true;
        CompletableFuture<Void> result = new CompletableFuture<>();
        var unused = pair.client.binding().dispatch().later(result);
        Deregistration end = pair.providerRegistration.deregister();
        String binding = pair.stage.binding();
        pair.stage.run(() -> result.complete(null), () -> pair.stage.revoke(binding), end::await);
        pair.stage.end();
    }

    /** A detach callback returns while its binding is given up and the other side closes. */
    static void andReturnOfDetach() {
        Attached pair = new Attached();
        CountDownLatch detaching = new CountDownLatch(1);
        pair.client.onDetach = half -> {
            detaching.countDown();
            return DetachStatus.COMPLETE;
        };
        String binding = pair.stage.binding();
        pair.stage.run(
                pair.providerRegistration::close,
                () -> {
                    Ending.await(detaching);
                    pair.stage.revoke(binding);
                },
                pair.clientRegistration::close);
        pair.stage.end();
    }
}
