// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.function.Predicate;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.unload.Ending;
import org.nmr.registrar.unload.Outstanding;

/** The module's {@code register} runs, and the unload waits for its return. */
final class Loading extends Ending {
    private final ModuleCore module;
    private final Thread thread;

    /** Set when {@code register} has returned, before anything that an Error could interrupt. */
    volatile boolean hasReturned;

    Loading(ModuleCore module, Thread thread) {
        super(module.registrar().unloads());
        this.module = module;
        this.thread = thread;
    }

    @Override
    public void look() {
        if (!hasReturned) {
            return;
        }
        module.forget(this);
        open();
        complete();
    }

    @Override
    public Holder loading() {
        return Holder.inside(thread, place());
    }

    @Override
    public List<Outstanding> outstanding() {
        return List.of();
    }

    @Override
    public boolean waitsOnlyFor(Predicate<Thread> threads) {
        return !hasReturned && threads.test(thread);
    }

    @Override
    public List<Edge> edges() {
        return List.of(new Edge(thread, "register() of", module));
    }

    private String place() {
        return "register() of " + module;
    }

    @Override
    public void giveUp(String why) {
        unloads()
                .warnings()
                .warn("modules that are not waited for", place() + " is not waited for any more, because " + why);
        open();
        complete();
    }
}
