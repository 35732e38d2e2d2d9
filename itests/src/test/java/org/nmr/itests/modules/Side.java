package org.nmr.itests.modules;

import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;

/** One side of one binding: asks the script how to detach. */
final class Side implements BindingContext {
    private final Scenario scenario;
    private final String me;
    private final String peer;
    private final Binding<?> binding;

    Side(Scenario scenario, String me, Binding<?> binding) {
        this.scenario = scenario;
        this.me = me;
        this.peer = Roles.label(binding.peer());
        this.binding = binding;
    }

    String peer() {
        return peer;
    }

    @Override
    public DetachStatus detach() {
        if (scenario.ask(me + " detach " + peer) == Reply.PENDING) {
            scenario.offer(me + " completes " + peer, binding::detachComplete);
            return DetachStatus.PENDING;
        }
        return DetachStatus.COMPLETE;
    }

    @Override
    public void cleanup() {
        scenario.ask(me + " cleanup " + peer);
    }
}
