// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** One side of one binding of a scripted module; counts what must happen once. */
final class ScriptedContext implements BindingContext {
    final ScriptedModule module;
    final String peer;
    final Binding<?> binding;
    private final AtomicInteger detached = new AtomicInteger();
    private final AtomicInteger cleaned = new AtomicInteger();

    /** Whether this side counts as attached, so that detach and cleanup must come. */
    volatile boolean attached;

    ScriptedContext(ScriptedModule module, String peer, Binding<?> binding) {
        this.module = module;
        this.peer = peer;
        this.binding = binding;
    }

    @Override
    public DetachStatus detach() {
        detached.incrementAndGet();
        module.record("detach(" + peer + ")");
        return module.onDetach.apply(this);
    }

    @Override
    public void cleanup() {
        cleaned.incrementAndGet();
        module.record("cleanup(" + peer + ")");
        module.onCleanup.accept(this);
    }

    void complete() {
        binding.detachComplete();
    }

    void assertOver() {
        int times = attached ? 1 : 0;
        assertEquals(times, detached.get(), () -> "detach of " + this);
        assertEquals(times, cleaned.get(), () -> "cleanup of " + this);
    }

    @Override
    public String toString() {
        return module.name + "(" + peer + ")";
    }
}
