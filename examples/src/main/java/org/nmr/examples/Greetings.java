// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

/** A service for all bundles, also for those that do not know network modules. */
public interface Greetings {
    /** Greets by name. */
    String greet(String name);
}
