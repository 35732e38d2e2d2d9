// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import static org.nmr.schedules.Stage.require;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.Selection;
import org.nmr.registrar.core.LiveModule;

/** A module: registers as a client or as a provider, and remembers its sides. */
final class Member {
    final Stage stage;
    final LiveModule module;
    private final String name;

    /** What each detach and each cleanup does; set before the threads begin. */
    Function<Half, DetachStatus> onDetach = half -> DetachStatus.COMPLETE;

    Consumer<Half> onCleanup = half -> {};

    /** Whether its calls may be abandoned; set before the threads begin. */
    boolean isRevoked;

    /**
     * Whether Errors come between its steps, so that a side may not know that it was attached; set before the threads
     * begin.
     */
    boolean isDisturbed;

    /** Whether it must never have two bindings at a time. */
    private boolean isChoosing;

    private final AtomicInteger proposals = new AtomicInteger();
    private final List<Half> halves = new CopyOnWriteArrayList<>();

    /** The last one that was proposed to this client. */
    private volatile @Nullable Binding<Work> binding;

    Member(Stage stage, String name) {
        this.stage = stage;
        this.name = name;
        this.module = stage.owner.openModule(name);
    }

    // ---- registrations ----------------------------------------------------------------------------------------

    Registration registerClient() {
        return module.registerClient(ClientCharacteristics.of(Stage.NPI, this::attachProvider));
    }

    /** As a client that wants one provider at a time. */
    Registration registerChoosingClient() {
        isChoosing = true;
        return module.registerClient(
                ClientCharacteristics.of(Stage.NPI, this::attachProvider).withSelection(Selection.best()));
    }

    /** As a client that requires a provider. */
    Registration registerRequiringClient() {
        return module.registerClient(
                ClientCharacteristics.of(Stage.NPI, this::attachProvider).withSelection(Selection.ALL.required()));
    }

    Registration registerProvider() {
        return module.registerProvider(ProviderCharacteristics.of(Stage.NPI, this::attachClient));
    }

    /** Registers unless the module's unload has begun. */
    void tryTo(Runnable register) {
        try {
            register.run();
        } catch (IllegalStateException stopping) {
            require(
                    String.valueOf(stopping.getMessage()).contains("expected"),
                    "refused without saying why: " + stopping);
        }
    }

    private void attachProvider(ProviderProposal<Void, Work> proposal) {
        proposals.incrementAndGet();
        stage.check(!isChoosing || liveHalves() == 0, this + ": asked to attach while it has a provider");
        Half half = new Half(this, proposal.binding());
        binding = proposal.binding();
        halves.add(half);
        stage.asking.set(half);
        if (proposal.attach(half).attached()) {
            half.attached();
        }
        stage.asking.remove();
    }

    private Answer<Work> attachClient(ClientProposal<Void> proposal) {
        Half half = new Half(this, proposal.binding());
        Half client = stage.asking.get();
        if (client != null) { // or it is a capture's
            half.peer = client;
            client.peer = half;
        }
        half.attached();
        halves.add(half);
        return Answer.accept(half, new Inside(half));
    }

    // ---- calls ------------------------------------------------------------------------------------------------

    /** The binding of this client. */
    Binding<Work> binding() {
        return Objects.requireNonNull(binding, () -> this + " has no binding");
    }

    /** Runs something inside the provider; returns false if the call was refused. */
    boolean call(Runnable inside) {
        try (Call<Work> call = binding().enter()) {
            call.dispatch().run(inside);
            return true;
        } catch (IllegalStateException detached) {
            return false;
        }
    }

    boolean call() {
        return call(() -> {});
    }

    // ---- questions --------------------------------------------------------------------------------------------

    int proposals() {
        return proposals.get();
    }

    /** How many bindings it has. */
    int liveHalves() {
        int live = 0;
        for (Half half : halves) {
            live += half.isLive() ? 1 : 0;
        }
        return live;
    }

    Half onlyHalf() {
        require(halves.size() == 1, this + ": expected one binding, were " + halves.size());
        return halves.get(0);
    }

    /** What must hold when a wait for the module's end has returned. */
    void checkOver() {
        halves.forEach(Half::checkOver);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What a provider offers to one client. */
    private record Inside(Half half) implements Work {
        @Override
        public void run(Runnable inside) {
            half.enter();
            inside.run();
            half.leave();
        }

        @Override
        public CompletionStage<Void> later(CompletionStage<Void> result) {
            half.enter();
            return result.thenRun(half::leave);
        }
    }
}
