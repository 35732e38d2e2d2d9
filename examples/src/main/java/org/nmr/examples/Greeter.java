// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Npi;

/** The provider dispatch of the greeter NPI. */
@FunctionalInterface
public interface Greeter {
    /** The NPI of the greeter. */
    Npi<Void, Greeter> NPI = Npi.of("org.example.greeter", Greeter.class);

    /** Greets. */
    String greet(String name);
}
