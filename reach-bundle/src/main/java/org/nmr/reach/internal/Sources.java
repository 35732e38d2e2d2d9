// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.AddressSource;
import org.nmr.reach.internal.bridge.Node;
import org.nmr.reach.internal.bridge.work.Texts;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Follows the published {@link AddressSource}s: each is asked on a thread of its own, which a source may block. */
final class Sources implements ServiceTrackerCustomizer<AddressSource, AddressSource> {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final BundleContext own;
    private final System.Logger log;
    private final ServiceTracker<AddressSource, AddressSource> tracker;

    /** All guarded by this. */
    private final Map<AddressSource, Following> followed = new LinkedHashMap<>();

    private @Nullable Node node;
    private String name = "";

    Sources(BundleContext own, System.Logger log) {
        this.own = own;
        this.log = log;
        tracker = new ServiceTracker<>(own, AddressSource.class, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    synchronized void into(Node started, String newName) {
        node = started;
        name = newName;
        followed.replaceAll((source, none) -> new Following(source, started, newName));
        followed.values().forEach(Following::start);
    }

    synchronized void out() {
        node = null;
        followed.values().forEach(Following::end);
    }

    @Override
    public @Nullable AddressSource addingService(ServiceReference<AddressSource> reference) {
        AddressSource source = own.getService(reference);
        if (source != null) {
            synchronized (this) {
                Following following = new Following(source, node, name);
                followed.put(source, following);
                following.start();
            }
        }
        return source;
    }

    @Override
    public void modifiedService(ServiceReference<AddressSource> reference, AddressSource source) {}

    @Override
    public void removedService(ServiceReference<AddressSource> reference, AddressSource source) {
        Following ended;
        synchronized (this) {
            ended = followed.remove(source);
        }
        if (ended != null) {
            ended.end();
        }
        own.ungetService(reference);
    }

    /** One source, for one node. */
    private final class Following implements Runnable {
        private final AddressSource source;
        private final @Nullable Node of;
        private final String node;
        private @Nullable Thread thread;

        /** Guarded by this object. */
        private boolean isEnded;

        Following(AddressSource source, @Nullable Node of, String node) {
            this.source = source;
            this.of = of;
            this.node = node;
        }

        void start() {
            if (of != null) {
                Thread begun = new Thread(this, "nmr-reach addresses");
                begun.setDaemon(true);
                thread = begun;
                begun.start();
            }
        }

        void end() {
            synchronized (this) {
                isEnded = true;
                notifyAll();
            }
            Thread begun = thread;
            if (begun != null) {
                begun.interrupt();
            }
            if (of != null) {
                of.dial(this, Set.of());
            }
        }

        private synchronized boolean isEnded() {
            return isEnded;
        }

        @Override
        public void run() {
            Duration pause = Duration.ofMillis(100);
            while (!isEnded()) {
                try (AutoCloseable following = follow()) {
                    await(following);
                    return;
                } catch (InterruptedException ended) {
                    return;
                } catch (Throwable thrown) { // the code of a module
                    log.log(
                            WARNING,
                            "reach: " + source.getClass().getName() + ": " + Texts.reason(thrown)
                                    + ". It is asked again in " + pause);
                }
                try {
                    Thread.sleep(pause.toMillis());
                } catch (InterruptedException ended) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }

        private AutoCloseable follow() throws Exception {
            Node to = of;
            return source.follow(node, to == null ? "" : to.listens(), all -> {
                if (to != null && !isEnded()) {
                    to.dial(this, Set.copyOf(all));
                }
            });
        }

        private void await(AutoCloseable following) throws InterruptedException {
            synchronized (this) {
                while (!isEnded) {
                    wait();
                }
            }
            java.util.Objects.requireNonNull(following);
        }
    }
}
