// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.DetachStatus;
import org.nmr.registrar.core.LiveModule;
import org.nmr.schedules.Ending.Attached;

/** A thread that waits for itself is told so; all others are waited for. */
final class Refusing {
    private Refusing() {}

    /**
     * A thread inside a call closes the provider, while another client calls and the provider is closed from outside.
     */
    static void insideACall() {
        Attached pair = new Attached();
        Member innocent = pair.stage.member("innocent");
        innocent.registerClient();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger called = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        pair.stage.run(
                () -> {
                    boolean isCalled = pair.client.call(() -> {
                        refused.addAndGet(refusedToClose(pair.provider.module));
                        pair.stage.check(inside.get() == 0, "refused while an innocent call is inside");
                        pair.stage.check(innocent.liveHalves() == 0, "refused before the innocent client is detached");
                    });
                    called.addAndGet(isCalled ? 1 : 0);
                },
                () -> innocent.call(() -> {
                    inside.incrementAndGet();
                    inside.decrementAndGet();
                }),
                () -> {
                    pair.providerRegistration.close();
                    pair.provider.checkOver();
                });
        require(refused.get() == called.get(), "a thread inside a call has waited for itself");
        pair.stage.end();
    }

    /** A detach callback closes its own module, while the provider closes and a third thread calls. */
    static void insideACallback() {
        Attached pair = new Attached();
        AtomicInteger refused = new AtomicInteger();
        pair.client.onDetach = half -> {
            refused.addAndGet(refusedToClose(pair.client.module));
            return DetachStatus.COMPLETE;
        };
        pair.stage.run(pair::closeProvider, pair.client.module::unload, pair.client::call);
        require(refused.get() == 1, "a callback has waited for itself");
        pair.stage.end();
    }

    private static int refusedToClose(LiveModule module) {
        try {
            module.close();
            return 0;
        } catch (IllegalStateException expected) {
            require(String.valueOf(expected.getMessage()).contains("cannot be awaited here"), String.valueOf(expected));
            return 1;
        }
    }
}
