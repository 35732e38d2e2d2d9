// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.chaos.npi.Work;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Link;
import org.nmr.chaos.shared.Role;
import org.nmr.chaos.shared.Script;

/** One side of one binding: its context, and what its peer calls. */
final class Side implements BindingContext, Work {
    /** Kinds of calls; the others only take a moment. */
    private static final int STALL = 0;

    private static final int CALL_BACK = 1;
    private static final int FAIL = 2;
    private static final int QUIET = 15;
    private static final int KINDS = 64;

    private static final int STALL_MILLIS = 20;
    private static final int LATER_MICROS = 500;

    private final ChaosModule module;
    private final Link link;
    private final Role role;
    private final Binding<Work> binding;
    private final Script script;
    private final Ledger ledger;

    Side(ChaosModule module, Link link, Role role, Binding<Work> binding) {
        this.module = module;
        this.link = link;
        this.role = role;
        this.binding = binding;
        this.script = link.script(role);
        this.ledger = module.ledger();
    }

    // ---- called by the peer -----------------------------------------------------------------------------------

    @Override
    public Link link() {
        return link;
    }

    @Override
    public int work(int kind) {
        link.runs(role);
        switch (kind) {
            case STALL -> link.awaitDetach(STALL_MILLIS);
            case CALL_BACK -> callBack();
            case FAIL -> throw new Intended("work");
            default -> Thread.onSpinWait();
        }
        linger();
        return kind + 1;
    }

    /** A moment inside the call, in which everything may come to its end. */
    private void linger() {
        for (int i = 0; i < 50; i++) {
            link.runs(role);
            Thread.onSpinWait();
        }
    }

    /** A provider may call before the client is attached, which then cannot call yet. */
    private void callBack() {
        if (role == Role.CLIENT && !link.isAttached()) {
            return;
        }
        try {
            binding.dispatch().work(QUIET);
            ledger.count(Count.CALLS_BACK);
        } catch (DetachedException e) {
            ledger.count(Count.CALLS_REFUSED);
        }
    }

    @Override
    public CompletionStage<Integer> later(int micros) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        module.later(
                () -> {
                    linger();
                    result.complete(micros + 1);
                },
                micros);
        return result;
    }

    // ---- calls to the peer ------------------------------------------------------------------------------------

    /** One call, by a thread of this module. */
    void call(SplittableRandom random) {
        try {
            switch (random.nextInt(4)) {
                case 0, 1 -> callByHand(random.nextInt(KINDS));
                case 2 -> callByView(random.nextInt(KINDS));
                default -> callAsync(random.nextInt(LATER_MICROS));
            }
        } catch (DetachedException e) {
            ledger.count(Count.CALLS_REFUSED);
        } catch (Intended e) {
            ledger.count(Count.CALLS_FAILED);
        }
    }

    /** With a call in it, which must find the peer as long as the outer one is open. */
    private void callByHand(int kind) {
        try (Call<Work> call = binding.enter()) {
            ledger.count(Count.CALLS_BY_HAND);
            call.dispatch().work(kind);
            call.dispatch().work(QUIET);
        }
    }

    private void callByView(int kind) {
        Work view = binding.dispatch();
        ledger.count(Count.CALLS_BY_VIEW);
        view.work(kind);
        view.work(QUIET);
    }

    private void callAsync(int micros) {
        CompletionStage<Integer> unused = binding.dispatch().later(micros);
        ledger.count(Count.CALLS_ASYNC);
    }

    // ---- called by the registrar ------------------------------------------------------------------------------

    @Override
    public DetachStatus detach() {
        link.detach(role);
        module.left(this);
        module.registerOrDeregister(script, role);
        if (Choice.SAY_GOODBYE.isMade(script)) {
            sayGoodbye();
        }
        if (Choice.FAIL_TO_DETACH.isMade(script)) {
            throw new Intended("detach");
        }
        return switch (Choice.WAY_TO_DETACH.of(script)) {
            case 0 -> pending(this::complete);
            case 1 -> pending(() -> module.later(this::complete, 0));
            case 2 -> pending(() -> module.later(this::complete, LATER_MICROS));
            default -> DetachStatus.COMPLETE;
        };
    }

    private void sayGoodbye() {
        try (Call<Work> call = binding.enter()) {
            call.dispatch().work(QUIET);
        }
    }

    private DetachStatus pending(Runnable completion) {
        ledger.count(Count.PENDING);
        completion.run();
        return DetachStatus.PENDING;
    }

    private void complete() {
        binding.detachComplete();
    }

    @Override
    public void cleanup() {
        link.cleanup(role);
        if (Choice.FAIL_TO_CLEAN_UP.isMade(script)) {
            throw new Intended("cleanup");
        }
    }
}
