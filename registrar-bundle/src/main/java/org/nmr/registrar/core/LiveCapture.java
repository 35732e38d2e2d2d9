// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.AttachResult;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Interrupts;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Timing;

/**
 * A capture: a client that attaches once, and the thread that waits for it.
 *
 * <p>The first outcome counts, whichever thread comes with it. A pair that attaches too late is ended by the
 * deregistration that follows every other outcome.
 */
final class LiveCapture<C, P> implements Capture<P>, ClientModule<C, P>, BindingContext {
    /** So many providers' reasons are kept. */
    static final int REASONS = 10;

    private record Outcome(Status status, String reason) {}

    private final CaptureRequest<C, P> request;
    private final String module;

    /** Null while the capture waits; set once, and then the latch is opened. */
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    private final Latch decided = new Latch();

    /** Why providers have declined; written by the threads that propose. */
    private final Queue<String> declined = new ConcurrentLinkedQueue<>();

    /** Written before the outcome ATTACHED. */
    private volatile @Nullable Side<P> binding;

    /** Written before the capture is handed out. */
    private volatile @Nullable Registration registration;

    LiveCapture(CaptureRequest<C, P> request, Object module) {
        this.request = request;
        this.module = module.toString();
    }

    /** Registers, and waits until there is an outcome. */
    void run(ModuleRegistrations nmr, Timing timing, Duration atMost) {
        Registration mine;
        try {
            mine = nmr.registerClient(new ClientCharacteristics<>(
                    request.npi(), request.instance(), this, Selection.best(request.filter())));
        } catch (IllegalStateException stopping) {
            if (!nmr.isEnding()) {
                throw stopping; // too many registrations inside each other
            }
            decide(Status.STOPPING, String.valueOf(stopping.getMessage()));
            return;
        }
        registration = mine;
        boolean isOver = false;
        try {
            await(timing, Policy.nanos(atMost));
            isOver = true;
        } finally {
            if (!isOver && mine instanceof LiveRegistration<?, ?> client) { // an Error: the module gets no capture
                client.withdrawn = true;
                client.end(client.registrar().unloads());
            }
        }
        if (status() != Status.ATTACHED) {
            var unused = mine.deregister(); // the module's unload waits for it
        }
    }

    private void await(Timing timing, long nanos) {
        try {
            if (nanos <= 0 || !timing.await(decided, nanos)) {
                decideWithoutProvider();
            }
        } catch (InterruptedException e) {
            Interrupts.restore();
            decide(Status.INTERRUPTED, "the thread was interrupted while it waited for a provider");
        }
    }

    private void decideWithoutProvider() {
        if (declined.isEmpty()) {
            decide(Status.NOBODY, "no provider that matches has answered within the timeout");
        } else {
            decide(
                    Status.DECLINED,
                    Bounded.report("every provider that was asked has declined: " + String.join("; ", declined)));
        }
    }

    /** The end of the registration has begun; a monitor may be held. */
    void endBegun() {
        decide(Status.STOPPING, "the unload of " + module + " has begun");
    }

    void decide(Status status, String reason) {
        if (outcome.compareAndSet(null, new Outcome(status, reason))) {
            decided.open();
        }
    }

    // ---- the client -------------------------------------------------------------------------------------------

    @Override
    public void attachProvider(ProviderProposal<C, P> proposal) {
        if (outcome.get() != null) {
            return; // it had its provider, or no thread waits any more
        }
        C dispatch = request.dispatch();
        AttachResult result = dispatch == null ? proposal.attach(this) : proposal.attach(this, dispatch);
        if (result.attached()) {
            binding = (Side<P>) proposal.binding();
            decide(Status.ATTACHED, "");
        } else {
            declined(proposal.provider(), result);
        }
    }

    private void declined(RegistrationInstance provider, AttachResult result) {
        int reasons = declined.size();
        if (reasons < REASONS) {
            declined.add(
                    Who.name(provider.owner()) + " has " + result.status() + ": " + ForeignText.of(result.reason()));
        } else if (reasons == REASONS) {
            declined.add("and others");
        }
    }

    // ---- the capture ------------------------------------------------------------------------------------------

    @Override
    public Status status() {
        return outcome().status();
    }

    @Override
    public String reason() {
        return outcome().reason();
    }

    private Outcome outcome() {
        Outcome present = outcome.get();
        if (present == null) {
            throw new AssertionError(this + ": expected an outcome, but it waits");
        }
        return present;
    }

    @Override
    public boolean isAttached() {
        return status() == Status.ATTACHED && binding().isStaying();
    }

    @Override
    public CompletionStage<Void> detaching() {
        return status() == Status.ATTACHED ? binding().detaching() : Notices.told();
    }

    @Override
    public RegistrationInstance provider() {
        return binding().peer();
    }

    @Override
    public P dispatch() {
        return binding().dispatch();
    }

    @Override
    public Call<P> enter() {
        return binding().enter();
    }

    private Side<P> binding() {
        Side<P> captured = status() == Status.ATTACHED ? binding : null;
        if (captured == null) {
            throw new IllegalStateException(
                    Bounded.report(this + ": expected a captured provider, was " + status() + ": " + reason()));
        }
        return captured;
    }

    @Override
    public void close() {
        Registration mine = registration;
        if (mine != null && status() == Status.ATTACHED) {
            mine.close();
        }
    }

    @Override
    public String toString() {
        return "capture of NPI " + ForeignText.of(request.npi().id()) + " by " + module;
    }
}
