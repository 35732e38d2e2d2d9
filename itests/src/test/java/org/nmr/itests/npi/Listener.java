// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.npi;

/** What a provider calls a client through. */
@FunctionalInterface
public interface Listener {
    /** Tells the client something. */
    void heard(String news);
}
