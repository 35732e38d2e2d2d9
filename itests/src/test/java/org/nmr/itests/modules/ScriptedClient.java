// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.time.Duration;
import org.nmr.AttachResult;
import org.nmr.ClientModule;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.GreetingRefusedException;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;

/** A client that attaches to whom the script wants; the test can make it call its provider, in time or too late. */
record ScriptedClient(Scenario scenario, String label) implements ClientModule<Listener, Greeter> {
    @Override
    public void attachProvider(ProviderProposal<Listener, Greeter> proposal) {
        Side side = new Side(scenario, label, proposal.binding());
        scenario.offer(label + " ends itself", () -> endItself(proposal.registration()));
        if (scenario.ask(label + " meets " + side.peer()) == Reply.REFUSE) {
            return;
        }
        AttachResult result = proposal.attach(side, news -> scenario.ask(label + " hears " + news));
        if (!result.attached()) {
            scenario.record(label + " not attached to " + side.peer() + ": " + result.status());
            return;
        }
        side.offerCalls(proposal.binding(), provider -> call(provider, side.peer()));
        scenario.offer(
                label + " calls " + side.peer() + " for later",
                () -> proposal.binding()
                        .dispatch()
                        .greetLater(label)
                        .thenAccept(greeting -> scenario.ask(label + " got " + greeting)));
        scenario.offer(
                label + " tells owner of " + side.peer(),
                () -> scenario.record(
                        side.peer() + " is of " + proposal.binding().peer().owner()));
        scenario.record(label + " attached to " + side.peer());
    }

    private void endItself(Registration own) {
        scenario.record(label + " ends itself: " + (own.deregister().isComplete() ? "complete" : "begun"));
        try {
            scenario.record(label + " has waited: " + own.close(Duration.ZERO));
        } catch (IllegalStateException refused) {
            scenario.record(label + " is told not to wait");
        }
    }

    private void call(Greeter provider, String name) {
        try {
            provider.greet(label);
        } catch (GreetingRefusedException e) {
            scenario.record(label + " catches from " + name + ": " + e.getMessage());
        }
    }
}
