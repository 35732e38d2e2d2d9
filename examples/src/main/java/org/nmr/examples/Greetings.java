// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

/** A service for everybody, who need not know of network modules. */
public interface Greetings {
    /** Greets somebody. */
    String greet(String name);
}
