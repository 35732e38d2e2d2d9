// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.util.function.Consumer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
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

    /** Offers the test to call the peer; and to keep what the call goes through, for a call after the binding's end. */
    <D> void offerCalls(Binding<D> through, Consumer<D> call) {
        String offer = me + " calls " + peer;
        scenario.offer(offer, () -> call.accept(through.dispatch()));
        scenario.offer(me + " keeps " + peer, () -> {
            D view = through.dispatch();
            scenario.offer(offer + " by its old view", () -> call.accept(view));
            scenario.offer(offer + " by its old binding", () -> call.accept(through.dispatch()));
        });
        scenario.offerAgain(me + " enters " + peer, () -> enter(through, call));
    }

    /** Begins a call by hand that ends when the test wants it, if ever. */
    private <D> void enter(Binding<D> through, Consumer<D> use) {
        Call<D> call = through.enter();
        scenario.offerAgain(me + " uses call of " + peer, () -> use.accept(call.dispatch()));
        scenario.offerAgain(me + " leaves " + peer, call::close);
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
