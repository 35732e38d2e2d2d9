// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.report.ThreadReport;

/** One look at what is outstanding, for diagnostics: all ages are of the same moment, and each thread is asked once. */
public final class Snapshot {
    private final long now;
    private final ThreadReport threads;

    /** Makes a look of this moment; without stacks no thread is stopped. */
    public Snapshot(Timing timing, boolean withStacks) {
        this.now = timing.nanoTime();
        this.threads = new ThreadReport(now, withStacks);
    }

    /** Returns those that are not gone. */
    public List<BindingDTO> of(List<? extends Outstanding> outstanding) {
        return outstanding.stream()
                .map(each -> each.copy(this))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns one holder of a guard, or one thread inside a callback. */
    public HolderDTO holder(Holder holder) {
        return threads.of(holder);
    }

    /** Returns how long ago the first of some ends began, in milliseconds. */
    public long age(List<End> parts) {
        return parts.stream().mapToLong(part -> millisSince(part.begun())).max().orElse(0);
    }

    /** Returns who is inside the {@code register} of modules that end. */
    public List<HolderDTO> loading(List<End> parts) {
        return parts.stream()
                .map(End::loading)
                .filter(Objects::nonNull)
                .map(threads::of)
                .toList();
    }

    /** Adds the calls in flight of one side. */
    public void addCalls(SideDTO dto, List<Holder> holders) {
        dto.holders = holders.stream().map(threads::of).toList();
        dto.calls = holders.stream().mapToInt(Holder::calls).sum();
        if (dto.calls > 0) {
            long known =
                    dto.holders.stream().mapToLong(each -> each.ageMillis).max().orElse(-1);
            dto.oldestCallMillis = Math.max(known, dto.oldestCallMillis);
        } else {
            dto.oldestCallMillis = -1;
        }
    }

    /** Returns how long ago that was, in milliseconds; zero or more. */
    public long millisSince(long time) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(now - time, 0));
    }
}
