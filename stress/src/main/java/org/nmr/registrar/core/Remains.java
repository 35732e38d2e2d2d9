// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** Looks at what stays in a registrar. */
public final class Remains {
    private Remains() {}

    /**
     * Counts the NPIs in memory.
     *
     * @param registrar where to look
     * @return how many; none if nobody is registered
     */
    public static int npis(Registrar registrar) {
        return registrar.npiCount();
    }
}
