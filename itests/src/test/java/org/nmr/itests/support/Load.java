// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceException;
import org.osgi.util.tracker.ServiceTracker;

/** Threads that use a service all the time, in the name of a bundle, as an ordinary consumer with a tracker does. */
public final class Load implements AutoCloseable {
    private final ServiceTracker<Object, Object> tracker;
    private final Call call;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
    private volatile boolean isClosed;

    private Load(BundleContext consumer, String type, Call call) {
        tracker = new ServiceTracker<>(consumer, type, null);
        this.call = call;
    }

    /** Starts threads that use {@code Work}. */
    public static Load start(BundleContext consumer, int threads) {
        return start(consumer, threads, Work.class.getName(), service -> ((Work) service).on("load"));
    }

    /** Starts threads that use a service of this type. */
    public static Load start(BundleContext consumer, int threads, String type, Call call) {
        Load load = new Load(consumer, type, call);
        load.tracker.open();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(load::run, "load " + i);
            thread.setDaemon(true);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void run() {
        while (!isClosed) {
            Object service = present();
            if (service == null) {
                missing.increment();
                Thread.onSpinWait();
            } else {
                call(service);
            }
        }
    }

    /** Without the tracker's cache, in which a thread may put a service that has gone meanwhile. */
    private @Nullable Object present() {
        Iterator<Object> all = tracker.getTracked().values().iterator();
        return all.hasNext() ? all.next() : null;
    }

    private void call(Object service) {
        try {
            call.on(service);
            done.increment();
        } catch (ServiceException unregistered) {
            gone.increment();
        } catch (Exception | LinkageError | AssertionError failed) { // the provider has ended under the call
            cut.increment();
            first.compareAndSet(null, failed);
        }
    }

    /** Waits until so many more calls have returned. */
    public void awaitMore(int more) {
        long enough = done.sum() + more;
        Await.until(more + " more calls, saw " + this, () -> done.sum() >= enough);
    }

    /** Returns how many calls were cut off. */
    public long cut() {
        return cut.sum();
    }

    /** Returns how many calls found no service: there was none, or the object that a thread had was withdrawn. */
    public long refused() {
        return gone.sum() + missing.sum();
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS));
        }
        tracker.close();
    }

    @Override
    public String toString() {
        return "done " + done + ", cut " + cut + ", gone " + gone + ", missing " + missing + ", first " + first;
    }

    /** What the threads do. */
    @FunctionalInterface
    public interface Call {
        /** Calls the service; throws if the result is not right. */
        void on(Object service) throws Exception;
    }
}
