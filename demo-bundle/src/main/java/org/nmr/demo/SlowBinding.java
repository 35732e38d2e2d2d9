// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;

/** One client of the slow module. Any thread of the client may send. */
final class SlowBinding implements BindingContext, DatagramProvider {
    private final SlowModule module;
    private final Binding<DatagramClient> binding;
    private final AtomicInteger callsInFlight = new AtomicInteger();

    SlowBinding(SlowModule module, Binding<DatagramClient> binding) {
        this.module = module;
        this.binding = binding;
    }

    @Override
    public void send(long number) {
        module.counters().enter("send");
        callsInFlight.incrementAndGet();
        try {
            module.callEnd().join();
        } finally {
            callsInFlight.decrementAndGet();
            module.counters().leave();
        }
    }

    boolean isFor(String bundle) {
        return binding.peer().owner().name().equals(bundle);
    }

    int callsInFlight() {
        return callsInFlight.get();
    }

    /** Finishes its work first, if there is any, and then says so on another thread. */
    @Override
    public DetachStatus detach() {
        Duration work = module.goodbye();
        if (work.isZero()) {
            return DetachStatus.COMPLETE;
        }
        module.narrator()
                .say("slow module: detach() answers PENDING, because its work takes another " + work.toMillis()
                        + " ms");
        CompletableFuture.delayedExecutor(work.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::workIsDone);
        return DetachStatus.PENDING;
    }

    private void workIsDone() {
        module.narrator().say("slow module: the work is done, so it calls detachComplete()");
        binding.detachComplete();
    }

    @Override
    public void cleanup() {
        module.counters().detached().increment();
    }
}
