// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import org.nmr.NetworkModuleRegistrar;

/** Where the harness gets the registrar from: new for each test, or one that stays. */
@FunctionalInterface
public interface RegistrarSource {
    /**
     * Opens the view of a bundle.
     *
     * @param owner the bundle's symbolic name
     * @return its view; another one for each call
     */
    NetworkModuleRegistrar open(String owner);

    /** Ends the registrar; called after each test, when everything is unloaded. Does nothing by default. */
    default void close() {}

    /** Returns who holds up the ends that are in progress, for a test that has waited in vain. Empty by default. */
    default String whoBlocks() {
        return "";
    }
}
