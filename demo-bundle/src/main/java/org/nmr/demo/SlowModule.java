// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.Counters;

/**
 * A second provider, whose calls take long, or who has work to finish before it lets a client go. It never answers a
 * datagram, so it makes no calls of its own.
 *
 * <p>Loaded and unloaded by the story; the rest may be called by any thread.
 */
final class SlowModule extends DemoModule implements ProviderModule<DatagramClient, DatagramProvider> {
    private final Duration call;
    private final Duration goodbye;
    private final Narrator narrator;
    private final Counters counters;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final List<SlowBinding> bindings = new CopyOnWriteArrayList<>();

    /**
     * Creates a module that is not loaded.
     *
     * @param call how long each call takes, unless it is released before
     * @param goodbye how long its detach stays pending; zero if it is complete at once
     */
    SlowModule(Duration call, Duration goodbye, Narrator narrator) {
        this(call, goodbye, narrator, new Counters("the slow module was unloaded", "client"));
    }

    private SlowModule(Duration call, Duration goodbye, Narrator narrator, Counters counters) {
        super("slow module", counters);
        this.call = call;
        this.goodbye = goodbye;
        this.narrator = narrator;
        this.counters = counters;
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerProvider(ProviderCharacteristics.of(DatagramNpi.NPI, this));
    }

    @Override
    public Answer<DatagramProvider> attachClient(ClientProposal<DatagramClient> proposal) {
        SlowBinding binding = new SlowBinding(this, proposal.binding());
        bindings.add(binding);
        counters.attached().increment();
        return Answer.accept(binding, binding);
    }

    @Override
    void unloaded() {
        bindings.clear();
    }

    /** Returns what is done when a call that begins now may return. */
    CompletableFuture<Void> callEnd() {
        CompletableFuture<Void> over =
                new CompletableFuture<Void>().completeOnTimeout(null, call.toMillis(), TimeUnit.MILLISECONDS);
        return over.runAfterEither(released, () -> {});
    }

    /** Lets every call return. */
    void release() {
        released.complete(null);
    }

    Duration goodbye() {
        return goodbye;
    }

    Narrator narrator() {
        return narrator;
    }

    Counters counters() {
        return counters;
    }

    /** Returns how many calls of the clients of this bundle are inside now. */
    int callsInFlight(String bundle) {
        return bindings.stream()
                .filter(binding -> binding.isFor(bundle))
                .mapToInt(SlowBinding::callsInFlight)
                .sum();
    }
}
