// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nmr.Binding;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.GreetingRefusedException;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;

/** What a provider does for one client; when it greets it tells the client, unless the script says otherwise. */
record ScriptedGreeter(Scenario scenario, String label, Binding<Listener> client) implements Greeter {
    @Override
    public String greet(String name) throws GreetingRefusedException {
        Reply reply = scenario.ask(label + " greets " + name);
        if (reply == Reply.REFUSE) {
            throw new GreetingRefusedException(name);
        }
        if (reply != Reply.FORGET) {
            client.dispatch().heard("hello " + name);
        }
        return "hello " + name;
    }

    /** The test decides when there is time. */
    @Override
    public CompletionStage<String> greetLater(String name) {
        CompletableFuture<String> greeting = new CompletableFuture<>();
        scenario.offer(label + " completes greeting of " + name, () -> greeting.complete("hello " + name));
        return greeting;
    }
}
