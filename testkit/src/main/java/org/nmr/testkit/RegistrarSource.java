// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import org.nmr.NetworkModuleRegistrar;

/** The source of the registrar of a harness: a new one for each test, or one that stays. */
@FunctionalInterface
public interface RegistrarSource {
    /**
     * Opens the registrar for a bundle.
     *
     * @param owner the bundle's symbolic name
     * @return the registrar of this bundle, a new object for each call
     */
    NetworkModuleRegistrar open(String owner);

    /**
     * Ends the registrar. The harness calls it after each test, when everything is unloaded. The default does nothing.
     */
    default void close() {}

    /**
     * Returns who holds up the ends in progress, for the failure of a test that has waited too long. Default: empty.
     *
     * @return the text, which may have several lines
     */
    default String whoBlocks() {
        return "";
    }
}
