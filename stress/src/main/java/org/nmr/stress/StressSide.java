// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.registrar.call.Guard;

/** One side of one binding: its context, what its peer calls, and what holds at its end. */
final class StressSide implements BindingContext, Work {
    /** Numbers of calls: one in so many lasts into the detach, or calls back. */
    private static final int LONG = 2048;

    private static final int BACK = 16;

    private final World world;
    private final Link link;
    private final Binding<Work> binding;
    private final SplittableRandom random;
    private final AtomicInteger detaches = new AtomicInteger();
    private final AtomicInteger cleanups = new AtomicInteger();

    /** Set when this side has said that it is done, and that call has returned. */
    private volatile boolean isComplete;

    StressSide(World world, Link link, Binding<Work> binding) {
        this.world = world;
        this.link = link;
        this.binding = binding;
        this.random = world.random();
    }

    Link link() {
        return link;
    }

    Binding<Work> binding() {
        return binding;
    }

    boolean isComplete() {
        return isComplete;
    }

    /** The guard of what this side calls. */
    Guard<?> guard() {
        return (Guard<?>) binding;
    }

    // ---- called by the peer -----------------------------------------------------------------------------------

    @Override
    public int work(int number) {
        if (number % LONG == 0) {
            link.watchDetach();
        } else if (number % BACK == 0) {
            callBack();
        }
        link.watch(100);
        return number + 1;
    }

    private void callBack() {
        try {
            binding.dispatch().work(1);
            world.results.count(Count.CALLS_BACK);
        } catch (DetachedException e) {
            world.results.count(Count.CALLS_REFUSED);
        }
    }

    @Override
    public CompletionStage<Integer> later(int number) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Runnable end = () -> {
            link.watch(1);
            result.complete(number + 1);
        };
        if (number % 4 == 0) {
            end.run();
        } else {
            world.later(end, number & 511);
        }
        return result;
    }

    // ---- called by the registrar ------------------------------------------------------------------------------

    @Override
    public DetachStatus detach() {
        require(detaches.incrementAndGet() == 1, "detached twice");
        require(!link.isOver(), "detached after a cleanup");
        link.detaching();
        sayGoodbye();
        int kind = random.nextInt(4);
        if (kind == 0) {
            return DetachStatus.COMPLETE;
        }
        world.results.count(Count.PENDING);
        if (kind == 1) {
            complete();
        } else {
            world.later(this::complete, kind == 2 ? 0 : random.nextInt(500));
        }
        return DetachStatus.PENDING;
    }

    private void sayGoodbye() {
        try (Call<Work> call = binding.enter()) {
            call.dispatch().work(1);
        }
    }

    private void complete() {
        binding.detachComplete();
        isComplete = true;
        try (Call<Work> call = binding.enter()) {
            world.results.broken("a call began after its side had completed");
        } catch (DetachedException e) {
            world.results.count(Count.CALLS_REFUSED);
        }
    }

    @Override
    public void cleanup() {
        link.over();
        isComplete = true;
        world.remove(this);
        require(cleanups.incrementAndGet() == 1, "cleaned up twice");
        require(link.client().detaches.get() == 1, "cleaned up before the client was detached");
        require(link.provider().detaches.get() == 1, "cleaned up before the provider was detached");
        require(link.client().cleanups.get() == 1, "the provider was cleaned up before the client");
    }

    // ---- the end ----------------------------------------------------------------------------------------------

    /** What holds as soon as one of the two modules has seen its own end. */
    void checkEnded() {
        int expected = link.isAttached() ? 1 : 0;
        require(detaches.get() == expected, "an end without exactly one detach");
        require(cleanups.get() == expected, "an end without exactly one cleanup");
        require(guard().holders().isEmpty(), "an end with calls in flight");
    }

    /** What holds at any time. */
    void checkCounts() {
        require(guard().holders().stream().allMatch(holder -> holder.calls() > 0), "a negative count");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            world.results.broken(otherwise + ": " + binding);
        }
    }
}
