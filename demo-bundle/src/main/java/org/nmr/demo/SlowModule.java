package org.nmr.demo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * A second provider, whose calls take long, or who has work to finish before it lets a client go. It never answers a
 * datagram, so it makes no calls of its own.
 *
 * <p>Loaded and unloaded by the story; the rest may be called by any thread.
 */
final class SlowModule implements NetworkModule, ProviderModule<DatagramClient, DatagramProvider> {
    private final Duration call;
    private final Duration goodbye;
    private final Narrator narrator;

    private final AtomicInteger callsInFlight = new AtomicInteger();
    private final AtomicLong attached = new AtomicLong();
    private final AtomicLong detached = new AtomicLong();
    private final AtomicLong lateCalls = new AtomicLong();

    /** Null while it is not loaded. The story's thread only. */
    private @Nullable ServiceRegistration<NetworkModule> service;

    /** Set after the unload; from then on each call is a late one. */
    private volatile boolean ended;

    /**
     * Creates a module that is not loaded.
     *
     * @param call how long each call takes
     * @param goodbye how long its detach stays pending; zero if it is complete at once
     */
    SlowModule(Duration call, Duration goodbye, Narrator narrator) {
        this.call = call;
        this.goodbye = goodbye;
        this.narrator = narrator;
    }

    /** Publishes it; it is attached to those who are there when this returns. */
    void load(BundleContext context) {
        service = context.registerService(
                NetworkModule.class, this, FrameworkUtil.asDictionary(Map.of(NetworkModule.NAME, "slow module")));
    }

    /** Withdraws it; returns when it is detached from everybody. May be called again. */
    void unload() {
        if (service != null) {
            service.unregister();
            service = null;
            ended = true;
        }
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerProvider(ProviderCharacteristics.of(DatagramNpi.NPI, this));
    }

    @Override
    public Answer<DatagramProvider> attachClient(ClientProposal<DatagramClient> proposal) {
        SlowBinding binding = new SlowBinding(this, proposal.binding());
        attached.incrementAndGet();
        return Answer.accept(binding, binding);
    }

    Duration goodbye() {
        return goodbye;
    }

    Narrator narrator() {
        return narrator;
    }

    Duration beginCall() {
        callsInFlight.incrementAndGet();
        if (ended) {
            lateCalls.incrementAndGet();
        }
        return call;
    }

    void endCall() {
        callsInFlight.decrementAndGet();
    }

    void cleanedUp() {
        detached.incrementAndGet();
    }

    int callsInFlight() {
        return callsInFlight.get();
    }

    long attached() {
        return attached.get();
    }

    long detached() {
        return detached.get();
    }

    long lateCalls() {
        return lateCalls.get();
    }
}
