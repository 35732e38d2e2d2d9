// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Subscription;
import org.nmr.registrar.injection.Place;
import org.nmr.registrar.injection.Probe;
import org.nmr.testkit.QuietLog;

/** An instrumented registrar and those who take part in one run. */
final class Rig {
    static final Npi<ToClient, ToProvider> NPI = Npi.of("test.npi", ToClient.class, ToProvider.class);

    /** For all runs; its threads die with the JVM. */
    static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "another");
        thread.setDaemon(true);
        return thread;
    });

    /** In seconds; a JVM whose heap is nearly full takes some of them for a step on a busy machine. */
    private static final long LIMIT = 60;

    final Place place;
    final Calls calls = new Calls();
    final RigTiming timing = new RigTiming(this::letOutElsewhere);
    final Registrar registrar =
            new Registrar(new Environment(new QuietLog(), timing, Class::getName, text -> attributes -> true));
    final List<Side> sides = new CopyOnWriteArrayList<>();
    final List<Deregistration> ends = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final List<Held> held = new CopyOnWriteArrayList<>();
    final List<CompletionStage<Void>> stages = new CopyOnWriteArrayList<>();
    final List<Following> following = new CopyOnWriteArrayList<>();
    private final Map<String, Peer> peers = new TreeMap<>();
    private final AtomicInteger bundles = new AtomicInteger();

    /** The client's side whose attach runs on the thread of the operation. */
    volatile Side attaching;

    /** Whether a case arms the probe by itself, in the middle of its operation. */
    boolean armsItself;

    /** Whether others may be on their way out. */
    volatile boolean isLettingOut;

    /** Whether the registrar may refuse whoever comes late. */
    boolean isStopping;

    /** Whether waits let nobody out. */
    boolean keepsIn;

    /** Come last, and look who is offered; they do not attach. */
    final Client lateClient = client("late client");

    final Provider lateProvider = provider("late provider");

    /** Of a listener, if there is one. */
    Subscription subscription;

    /** What this run shares between preparation and operation. */
    Object shared;

    Rig(Place place) {
        this.place = place;
    }

    OwnerRegistrar owner(String name) {
        return registrar.open(new Owner(bundles.incrementAndGet(), name, "1.0.0"));
    }

    Client client(String name) {
        return (Client) peers.computeIfAbsent(name, key -> new Client(this, key));
    }

    Provider provider(String name) {
        return (Provider) peers.computeIfAbsent(name, key -> new Provider(this, key));
    }

    List<Peer> peers() {
        return new ArrayList<>(peers.values());
    }

    /** Registers so many providers: p1, p2, … */
    Rig providers(int count) {
        for (int i = 1; i <= count; i++) {
            provider("p" + i).register();
        }
        return this;
    }

    /** Registers so many clients: c1, c2, … */
    Rig clients(int count) {
        for (int i = 1; i <= count; i++) {
            client("c" + i).register();
        }
        return this;
    }

    Deregistration remember(Deregistration end) {
        ends.add(end);
        return end;
    }

    /** The probe counts from here. */
    void arm() {
        Probe.arm();
    }

    void disarm() {
        Probe.disarm();
    }

    /** Lets a listener follow the registrations, who hears of them at the end. */
    void follow() {
        if (subscription == null) {
            subscription = registrar.listeners().subscribe("listener");
        }
        subscription.open();
    }

    // ---- the other threads ------------------------------------------------------------------------------------

    /** Releases the calls of other threads and completes what is PENDING, as modules do. */
    void letOut() throws Exception {
        for (Held call : List.copyOf(held)) {
            call.letOut();
        }
        held.clear();
        peers().forEach(Peer::letOut);
        for (Side side : sides) {
            if (side.isPending()) {
                side.completeAgain();
            }
        }
    }

    private void letOutElsewhere() {
        isLettingOut = true;
        place.makeRoom();
        if (keepsIn || (held.isEmpty() && sides.stream().noneMatch(Side::isPending))) {
            return;
        }
        try {
            elsewhere(() -> {
                letOut();
                return null;
            });
        } catch (Exception e) {
            faults.add("letting out: " + e);
        }
    }

    /** Runs something on another thread and waits for it. */
    static <T> T elsewhere(java.util.concurrent.Callable<T> task) throws Exception {
        return get(THREADS.submit(task));
    }

    static <T> T get(Future<T> future) throws Exception {
        try {
            return future.get(LIMIT, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("another thread does not come back", e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT, TimeUnit.SECONDS)) {
                throw new IllegalStateException("another thread does not come on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
