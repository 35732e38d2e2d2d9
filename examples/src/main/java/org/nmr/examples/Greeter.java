// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

/** The provider dispatch of the greeter NPI. */
@FunctionalInterface
public interface Greeter {
    /** Greets. */
    String greet(String name);
}
