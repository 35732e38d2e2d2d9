// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceException;

/** The threads of the consumer, which call the service without a pause. A service, so that the consumer finds it. */
public final class Traffic implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicReference<@Nullable Greeter> target = new AtomicReference<>();

    /** Only for those who wait until there is a target. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition isBound = lock.newCondition();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong bound = new AtomicLong();
    private volatile boolean isClosed;

    /** Called by the consumer: from now on this is called. */
    public void bind(Greeter greeter) {
        bound.incrementAndGet();
        target.set(greeter);
        lock.lock();
        try {
            isBound.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the consumer: no new call goes to this one, but those that are inside go on. */
    public void unbind(Greeter greeter) {
        target.compareAndSet(greeter, null);
    }

    /** Waits until there is a service to call; returns whether there is one after this time. */
    boolean awaitBound(Duration patience) throws InterruptedException {
        long rest = patience.toNanos();
        lock.lock();
        try {
            while (target.get() == null && rest > 0) {
                rest = isBound.awaitNanos(rest);
            }
            return target.get() != null;
        } finally {
            lock.unlock();
        }
    }

    /** Starts the threads; call it when the service is there, because a call that finds none is counted. */
    void start(int number) {
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(this::run, "traffic " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        while (!isClosed) {
            Greeter greeter = target.get();
            if (greeter == null) {
                missed.increment();
                LockSupport.parkNanos(PAUSE);
            } else {
                call(greeter);
            }
        }
    }

    private void call(Greeter greeter) {
        try {
            greeter.greet("traffic");
            answered.increment();
        } catch (ServiceException gone) {
            refused.increment();
            LockSupport.parkNanos(PAUSE);
        } catch (RuntimeException | LinkageError failed) { // the provider has ended under the call
            cut.increment();
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Ends the threads; their last calls count, too. */
    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    Counts counts() {
        return new Counts(answered.sum(), cut.sum(), missed.sum(), refused.sum(), bound.get() - 1);
    }
}
