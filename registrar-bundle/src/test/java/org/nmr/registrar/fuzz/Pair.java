// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

/** A client and a provider of a script. */
record Pair(int client, int provider) {
    @Override
    public String toString() {
        return Role.name(client) + "-" + Role.name(provider);
    }
}
