// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** One side of one try to attach; counts its callbacks. */
final class Side implements BindingContext {
    /** What is known of the try. */
    enum Outcome {
        /** The answer was lost: the callbacks may come or not. */
        UNKNOWN,
        ATTACHED,
        NOT_ATTACHED
    }

    final Peer module;
    final String peer;
    final Binding<?> binding;
    final AtomicInteger inside = new AtomicInteger();

    Side other;
    volatile Outcome outcome = Outcome.UNKNOWN;
    private volatile boolean completing;
    private volatile boolean completed;
    volatile boolean isAbandoned;
    private final List<String> faults = new ArrayList<>();
    private int detached;
    private int cleaned;
    private boolean pending;

    Side(Peer module, String peer, Binding<?> binding) {
        this.module = module;
        this.peer = peer;
        this.binding = binding;
    }

    @Override
    public DetachStatus detach() {
        synchronized (this) {
            detached++;
            if (cleaned > 0 || (other != null && other.cleaned() > 0)) {
                faults.add("detach after a cleanup of the binding");
            }
        }
        DetachStatus answer = module.onDetach.apply(this);
        synchronized (this) {
            pending = answer == DetachStatus.PENDING;
        }
        return answer;
    }

    @Override
    public void cleanup() {
        synchronized (this) {
            cleaned++;
        }
        noteCleanup(this);
        if (other != null) {
            noteCleanup(other);
        }
        module.onCleanup.accept(this);
    }

    /** Neither side may be busy when either is cleaned up. */
    private void noteCleanup(Side side) {
        if (side.isAbandoned || module.rig.place.isReal()) {
            return;
        }
        if (side.inside.get() > 0) {
            fault("cleanup while a call of " + side + " is inside");
        }
        if (side.isPending() && !side.completing) {
            fault("cleanup while " + side + " is PENDING");
        }
    }

    private synchronized void fault(String what) {
        faults.add(what);
    }

    /** The module says that it is done. */
    void complete() {
        completing = true;
        binding.detachComplete();
        completed = true;
    }

    /** As a module whose {@link #complete} was cut short: it cannot know whether it was. */
    void completeAgain() {
        try {
            complete();
        } catch (IllegalStateException done) {
            completed = true;
        }
    }

    /** Whether the module has yet to say that it is done. */
    synchronized boolean isPending() {
        return pending && !completed;
    }

    /** Whether the binding may be there. */
    synchronized boolean mayBeAttached() {
        return outcome != Outcome.NOT_ATTACHED && cleaned == 0;
    }

    synchronized int cleaned() {
        return cleaned;
    }

    /** What was wrong, when everything is over. */
    synchronized List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        if (detached > 1) {
            all.add(detached + " times detach");
        }
        switch (module.rig.place.isReal() ? Outcome.UNKNOWN : outcome) {
            case ATTACHED -> {
                if (cleaned != 1) {
                    all.add(cleaned + " times cleanup of an attached side");
                }
            }
            case NOT_ATTACHED -> {
                if (cleaned + detached > 0) {
                    all.add(detached + " times detach, " + cleaned + " times cleanup without attach");
                }
            }
            default -> {
                if (cleaned > 1) {
                    all.add(cleaned + " times cleanup");
                }
            }
        }
        return all.stream().map(fault -> this + ": " + fault).toList();
    }

    @Override
    public String toString() {
        return module.name + "(" + peer + ")";
    }
}
