// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Optional;
import java.util.function.Supplier;
import org.nmr.Binding;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachedException;

/** A client whose provider may be in another framework. */
public final class Careful {
    private final Supplier<Binding<Greeter>> bindings;

    /** Takes what waits for a binding and returns it. */
    public Careful(Supplier<Binding<Greeter>> bindings) {
        this.bindings = bindings;
    }

    /** Returns the greeting; empty if a provider may have greeted, but nobody knows. */
    public Optional<String> greet(String name) {
        while (true) {
            Binding<Greeter> binding = bindings.get();
            try {
                return Optional.of(binding.dispatch().greet(name));
            } catch (DetachedException notExecuted) {
                continue; // with the next binding
            } catch (CallOutcomeUnknownException mayHaveBeenExecuted) {
                return Optional.empty(); // this NPI cannot say whether to repeat it
            }
        }
    }
}
