// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Optional;
import java.util.function.Consumer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachedException;

/** One binding of a client, whose calls the registrar counts. Any thread may call {@link #greet}. */
final class GreetingSession implements BindingContext {
    private final Binding<Greeter> provider;
    private final Consumer<GreetingSession> ended;

    GreetingSession(Binding<Greeter> provider, Consumer<GreetingSession> ended) {
        this.provider = provider;
        this.ended = ended;
    }

    Optional<String> greet(String name) {
        try {
            return Optional.of(provider.dispatch().greet(name));
        } catch (DetachedException going) {
            return Optional.empty();
        }
    }

    @Override
    public void cleanup() {
        ended.accept(this);
    }
}
