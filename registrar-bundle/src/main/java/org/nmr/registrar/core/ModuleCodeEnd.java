// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Outstanding;

/** The end of code of a module that belongs to no binding, and that the module's unload waits for. */
abstract class ModuleCodeEnd extends End {
    final LiveModule module;
    private final String kind;

    /**
     * Makes the end of one kind of code.
     *
     * @param kind what a thread is inside, for reports
     */
    ModuleCodeEnd(LiveModule module, String kind) {
        super(module.registrar().unloads());
        this.module = module;
        this.kind = kind;
    }

    /** The thread that is inside that code, or null. Needs no monitor. */
    abstract @Nullable Thread inside();

    @Override
    public final @Nullable Holder loading() {
        Thread thread = inside();
        return thread == null ? null : Holder.inside(thread, place());
    }

    @Override
    public final List<Outstanding> outstanding() {
        return List.of();
    }

    @Override
    public final boolean waitsOnlyFor(Predicate<Thread> threads) {
        Thread thread = inside();
        return thread != null && threads.test(thread);
    }

    @Override
    public final List<Edge> edges() {
        Thread thread = inside();
        return thread == null ? List.of() : List.of(new Edge(thread, kind, module));
    }

    @Override
    public final void revoke(String why) {
        assert !Thread.holdsLock(module.monitor);
        unloads()
                .warnings()
                .warn(
                        "modules that are not waited for",
                        "the registrar no longer waits for " + place() + ", because " + why);
        releaseWaiters();
        runDependents();
    }

    private String place() {
        return kind + " " + module;
    }
}
