// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** Looks at the registrar from inside the framework; a service of the probe bundle. */
public interface Probe {
    /**
     * Says what the registrar shows of a bundle.
     *
     * @param bundle the bundle's id
     * @return the registrations, bindings and unloads of it, and counts that are negative; empty if there are none
     */
    String remains(long bundle);

    /**
     * Says whom the registrar waits for.
     *
     * @return everything that it shows, with stacks
     */
    String picture();
}
