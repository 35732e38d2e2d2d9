// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;
import org.nmr.registrar.call.Rundown;

/** The end of one or several registrations. */
public final class Unload implements Deregistration {
    /** If the stack of a wait ends so often in a row, this thread cannot wait, and cannot know for whom. */
    private static final int OVERFLOWS = 3;

    /** How long a wait pauses before it begins again, in nanoseconds; twice as long each time, up to the longest. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Endable target;
    private final UnloadControl unloads;

    /** Null until the end has begun; an Error may keep it from that, and then the wait tries again. */
    private volatile @Nullable List<End> parts;

    /** The completion if there are several parts, or none; made by the first question, so that each gets the same. */
    private volatile @Nullable JointCompletion joint;

    /** Of an end that has not begun; it begins with the first look or wait. */
    public Unload(Endable target, UnloadControl unloads) {
        this.target = target;
        this.unloads = unloads;
    }

    /** Of an end that has begun. */
    public Unload(Endable target, UnloadControl unloads, List<End> parts) {
        this(target, unloads);
        this.parts = List.copyOf(parts);
    }

    /**
     * Takes the end as far as it goes now: begins it, detaches what is not detached, goes on with what an Error has
     * interrupted.
     */
    void look() {
        List<End> begun = parts;
        if (begun == null) {
            begun = List.copyOf(target.beginEnd());
            parts = begun;
        }
        Rundown rundown = new Rundown();
        try {
            target.detachAll(rundown);
        } finally {
            rundown.finish();
        }
        begun.forEach(End::look);
        unloads.finishOthers();
    }

    @Override
    public void await() {
        awaitAtMost(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration atMost) {
        Objects.requireNonNull(atMost, () -> this + ": expected a timeout, was null");
        return awaitAtMost(Policy.nanos(atMost));
    }

    @Override
    public boolean isComplete() {
        List<End> begun = parts;
        if (begun == null) {
            return false;
        }
        for (int i = 0; i < begun.size(); i++) { // where stack and heap are used up, an iterator would be too much
            if (!begun.get(i).isOver()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public CompletionStage<Void> completion() {
        if (!hasBegun()) {
            look(); // an Error has kept the end from its begin
        }
        List<End> all = parts();
        return all.size() == 1 ? all.get(0).future() : joint(all).future();
    }

    private JointCompletion joint(List<End> all) {
        JointCompletion made = joint;
        if (made == null) {
            made = JointCompletion.of(this, unloads, all);
            joint = made;
        }
        return made;
    }

    /**
     * Begins the end, unless it has begun, and returns whether it is complete at once. Such an end needs no class of a
     * wait: the registrar's bundle may be gone, and with it the classes that were never used. The wait repeats and
     * reports what fails here.
     */
    private boolean endsAtOnce() {
        try {
            if (parts == null) {
                look();
            }
            return isComplete();
        } catch (Throwable failed) {
            return false;
        }
    }

    /**
     * An Error in the registrar's own frames does not end a wait: it begins again. A full heap may have room later, and
     * until then a look at the end and a pause need none. All tries of one wait report once. A stack gets no longer, so
     * that is the end. Exceptions are refusals.
     */
    private boolean awaitAtMost(long limit) {
        boolean interrupted = false;
        boolean isDated = false;
        long start = 0;
        int overflows = 0;
        boolean isReported = false;
        UnloadWait wait = null;
        try {
            for (long pause = PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
                try {
                    start = isDated ? start : unloads.timing().nanoTime();
                    long left = limit - (unloads.timing().nanoTime() - start);
                    if (isDated && left <= 0) {
                        return isComplete();
                    }
                    isDated = true;
                    if (isComplete() || endsAtOnce()) {
                        return true;
                    }
                    wait = new UnloadWait(this, unloads, left, isReported);
                    return wait.run();
                } catch (StackOverflowError ended) {
                    if (++overflows == OVERFLOWS) {
                        throw ended;
                    }
                } catch (Error failed) {
                    overflows = 0;
                    isReported = isReported || report(failed);
                }
                isReported |= wait != null && wait.hasReported();
                interrupted |= Thread.interrupted(); // or it would not pause
                LockSupport.parkNanos(pause);
            }
        } finally {
            if (interrupted) {
                Interrupts.restore();
            }
        }
    }

    /** Returns whether it was written: a full heap may have room for that at a later try. */
    private boolean report(Error failed) {
        try {
            return unloads.log().warn(this + UnloadWait.DISTURBED, failed);
        } catch (Throwable again) {
            return false;
        }
    }

    /** What this waits for; empty before it has begun. */
    List<End> parts() {
        List<End> begun = parts;
        return begun == null ? List.of() : begun;
    }

    boolean hasBegun() {
        return parts != null;
    }

    @Override
    public String toString() {
        return target.endName();
    }
}
