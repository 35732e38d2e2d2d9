// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.Registration;

/** A provider; accepts everybody unless a case says otherwise. */
final class Provider extends Peer implements ProviderModule<ToClient, ToProvider>, ToProvider {
    /** What it answers. */
    interface Script {
        Answer<ToProvider> run(ClientProposal<ToClient> proposal) throws Exception;
    }

    Script script = this::accept;
    volatile CompletableFuture<String> result = new CompletableFuture<>();
    Runnable onCall = () -> {};

    Provider(Rig rig, String name) {
        super(rig, name);
    }

    @Override
    public Answer<ToProvider> attachClient(ClientProposal<ToClient> proposal) throws Exception {
        asked.add(nameOf(proposal.client()));
        return script.run(proposal);
    }

    Answer<ToProvider> accept(ClientProposal<ToClient> proposal) {
        Side side = newSide(proposal.client(), proposal.binding());
        Side peer = rig.attaching;
        if (peer != null) {
            side.other = peer;
            peer.other = side;
        }
        return Answer.accept(side, this);
    }

    @Override
    void letOut() {
        result.complete("late");
    }

    @Override
    public String call(String what) {
        onCall.run();
        return what;
    }

    @Override
    public CompletionStage<String> later() {
        return result;
    }

    @Override
    Registration registerIn() {
        return nmr.registerProvider(characteristics());
    }

    ProviderCharacteristics<ToClient, ToProvider> characteristics() {
        return new ProviderCharacteristics<>(Rig.NPI, instance(), this);
    }
}
