// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;

/**
 * A wait in a JVM whose heap is kept full until the wait has looked many times. Then there is room again,
 * and what it waits for is complete. Ends with 0 if the wait ended after that, and not before.
 */
final class FullHeapWait {
    private static final int LOOKS = 30;
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    /** How often the wait has looked at the clock since the heap was full; it may get no further. */
    private final AtomicInteger looks = new AtomicInteger();

    private volatile boolean isFull;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private Object[] filling;

    /** Looks often, so that the test takes no long time. */
    private final Timing timing = new Timing() {
        @Override
        public long nanoTime() {
            if (isFull && Thread.currentThread().getName().equals("waiting")) {
                looks.incrementAndGet();
            }
            return System.nanoTime();
        }

        @Override
        public boolean await(Latch latch, long nanos) throws InterruptedException {
            return latch.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    };

    private final Binding<?>[] pending = new Binding<?>[1];

    private FullHeapWait() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new FullHeapWait().run());
    }

    private int run() throws InterruptedException {
        Deregistration end = end();
        Thread waiting = new Thread(() -> await(end), "waiting");
        waiting.start();
        while (looks.get() < LOOKS && waiting.isAlive()) {
            fill();
            isFull = true;
            LockSupport.parkNanos(1);
        }
        boolean isEarly = !waiting.isAlive();
        filling = null;
        pending[0].detachComplete();
        waiting.join();
        System.out.println(looks + " looks, early: " + isEarly + ", thrown: " + thrown);
        return isEarly || thrown.get() != null ? 1 : 0;
    }

    private Deregistration end() {
        Registrar registrar = new Registrar(new Environment(System.getLogger("test"), timing, Class::getName));
        LiveModule client = registrar.open(new Owner(1, "client", "1")).openModule("client");
        LiveModule provider = registrar.open(new Owner(2, "provider", "1")).openModule("provider");
        provider.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        return client.registerClient(ClientCharacteristics.of(NPI, proposal -> {
                    BindingContext later = new BindingContext() {
                        @Override
                        public DetachStatus detach() {
                            return DetachStatus.PENDING;
                        }
                    };
                    pending[0] = proposal.binding();
                    proposal.attach(later);
                }))
                .deregister();
    }

    private void await(Deregistration end) {
        try {
            end.await();
        } catch (Throwable any) {
            thrown.set(any);
        }
    }

    private void fill() {
        try {
            while (true) {
                Object[] piece = new Object[1];
                piece[0] = filling;
                filling = piece;
            }
        } catch (OutOfMemoryError full) {
            return; // as intended
        }
    }
}
