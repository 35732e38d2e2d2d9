package org.example.greeter.client;

import java.util.Optional;
import java.util.function.Consumer;
import org.example.greeter.Greeter;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;

/** One binding of the client. Any thread may call {@link #greet}. */
final class GreetingSession implements BindingContext {
    private final Binding<Greeter> provider;
    private final Consumer<GreetingSession> ended;

    GreetingSession(Binding<Greeter> provider, Consumer<GreetingSession> ended) {
        this.provider = provider;
        this.ended = ended;
    }

    Optional<String> greet(String name) {
        try {
            return Optional.of(provider.dispatch().greet(name)); // counted
        } catch (DetachedException going) {
            return Optional.empty(); // the call was not executed
        }
    }

    @Override
    public DetachStatus detach() {
        ended.accept(this); // no new call
        return DetachStatus.COMPLETE; // the registrar waits for the calls in flight
    }
}
