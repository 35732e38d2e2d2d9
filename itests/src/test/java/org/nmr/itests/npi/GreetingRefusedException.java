// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.npi;

/** A provider does not want to greet; a checked exception that only the bundle of the dispatch types has. */
public final class GreetingRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes an exception that names who is not greeted. */
    public GreetingRefusedException(String name) {
        super("no greeting for " + name);
    }
}
