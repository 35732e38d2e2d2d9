// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;
import org.nmr.DetachedException;

/** Calls through whatever side is there, in several ways. */
final class Caller implements Runnable {
    private static final long NOTHING_THERE_NANOS = 10_000;

    private final World world;
    private final boolean isVirtual;
    private final SplittableRandom random;
    private final FarStores far = new FarStores();

    /** A side and its view, kept beyond its end. */
    private @Nullable StressSide keptSide;

    private @Nullable Work keptView;

    Caller(World world, boolean isVirtual) {
        this.world = world;
        this.isVirtual = isVirtual;
        this.random = world.random();
    }

    @Override
    public void run() {
        while (!world.isOver()) {
            StressSide[] live = world.live();
            if (live.length == 0) {
                world.pause(NOTHING_THERE_NANOS);
            } else {
                choose(live[random.nextInt(live.length)]);
            }
            if (Thread.interrupted()) {
                world.results.count(Count.INTERRUPTS);
            }
        }
    }

    /** A side that waits for its peer refuses all calls: a few of these will do. */
    private void choose(StressSide side) {
        if (!side.isComplete() || random.nextInt(32) == 0) {
            call(side);
        }
    }

    private void call(StressSide side) {
        boolean wasComplete = side.isComplete();
        try {
            Count way = call(side, random.nextInt(16), random.nextInt(1 << 16));
            world.results.count(isVirtual ? Count.CALLS_OF_VIRTUAL_THREADS : way);
            if (wasComplete && way != Count.CALLS_BY_KEPT_VIEW) {
                world.results.broken("a call began after its side had completed: " + way);
            }
        } catch (DetachedException e) {
            world.results.count(Count.CALLS_REFUSED);
        }
    }

    private Count call(StressSide side, int way, int number) {
        far.store(number);
        return switch (way) {
            case 0 -> nested(side, number);
            case 1 -> later(side, number);
            case 2, 3, 4 -> byKeptView(side, number);
            case 5, 6, 7 -> byView(side, number);
            default -> byHand(side, number);
        };
    }

    private Count byHand(StressSide side, int number) {
        Call<Work> call = side.binding().enter();
        try (call) {
            inside(call, number);
        }
        return Count.CALLS_BY_HAND;
    }

    /** Who is inside is not refused any more. */
    private void inside(Call<Work> call, int number) {
        try {
            call.dispatch().work(number);
        } catch (DetachedException e) {
            world.results.broken("a call in flight has lost its peer");
        }
    }

    private Count nested(StressSide side, int number) {
        Call<Work> outer = side.binding().enter();
        try (outer) {
            byView(side, number);
            inside(outer, number);
        }
        return Count.CALLS_NESTED;
    }

    private Count byView(StressSide side, int number) {
        side.binding().dispatch().work(number);
        return Count.CALLS_BY_VIEW;
    }

    private Count byKeptView(StressSide side, int number) {
        Work view = keptView;
        if (view == null || keptSide == null || keptSide.isComplete()) {
            view = side.binding().dispatch();
            keptView = view;
            keptSide = side;
        }
        view.work(number);
        return Count.CALLS_BY_KEPT_VIEW;
    }

    private Count later(StressSide side, int number) {
        CompletionStage<Integer> result = side.binding().dispatch().later(number);
        if (number % 3 == 0) {
            result.thenAccept(next -> world.results.count(Count.CALLS_ASYNC));
        }
        return Count.CALLS_ASYNC;
    }
}
