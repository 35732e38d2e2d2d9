// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ProviderModule;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;

/** A provider that accepts whom the script wants. */
record ScriptedProvider(Scenario scenario, String label) implements ProviderModule<Listener, Greeter> {
    @Override
    public Answer<Greeter> attachClient(ClientProposal<Listener> proposal) {
        Side side = new Side(scenario, label, proposal.binding());
        if (scenario.ask(label + " meets " + side.peer()) == Reply.REFUSE) {
            return Answer.refuse("the script wants so");
        }
        scenario.offer(
                label + " tells owner of " + side.peer(),
                () -> scenario.record(
                        side.peer() + " is of " + proposal.client().owner()));
        side.offerCalls(proposal.binding(), client -> client.heard(label));
        return Answer.accept(side, new ScriptedGreeter(scenario, label, proposal.binding()));
    }
}
