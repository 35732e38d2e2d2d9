// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Binding;
import org.nmr.Call;

/** Several calls that belong together: the provider stays until the last of them. */
final class HandCounted {
    private HandCounted() {}

    static String greetTwice(Binding<Greeter> provider, String name) {
        try (Call<Greeter> call = provider.enter()) {
            Greeter greeter = call.dispatch();
            return greeter.greet(name) + ", " + greeter.greet(name);
        }
    }
}
