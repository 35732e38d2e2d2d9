// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientProposal;
import org.nmr.DetachedException;
import org.nmr.ProviderModule;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.Counters;

/** A provider that answers on the calling thread, and finds calls that come late or stay too long. */
final class AnsweringProvider implements ProviderModule<DatagramClient, DatagramProvider> {
    private final Counters counters = new Counters("the unload", "client");
    private final CountDownLatch answers = new CountDownLatch(20);

    @Override
    public Answer<DatagramProvider> attachClient(ClientProposal<DatagramClient> proposal) {
        Binding<DatagramClient> client = proposal.binding();
        return Answer.accept(BindingContext.NONE, number -> send(client, number));
    }

    private void send(Binding<DatagramClient> client, long number) {
        counters.enter("send");
        try {
            client.dispatch().answer(number);
        } catch (DetachedException going) {
            counters.detached().increment(); // the answer is lost: this side has detached, the client has not yet
        } finally {
            answers.countDown();
            counters.leave();
        }
    }

    boolean awaitAnswers() throws InterruptedException {
        return answers.await(60, TimeUnit.SECONDS);
    }

    void end() {
        counters.end();
    }

    long lateCalls() {
        return counters.lateCalls().sum();
    }
}
