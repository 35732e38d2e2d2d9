// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * The owner of a registration: the bundle that made it.
 *
 * <p>The registrar takes it from the calling bundle, and overwrites what a module puts there [B-27]. So no module can
 * set it wrong by mistake. It is no proof against forgery: bundles in one framework trust each other.
 *
 * @param id the bundle's id, or -1 for {@link #UNKNOWN}
 * @param name the bundle's symbolic name; if the bundle has none, {@code bundle} and the id
 * @param version the bundle's version
 * @since 1.0
 */
public record Owner(long id, String name, String version) {
    /** The owner in an instance that is not registered yet. */
    public static final Owner UNKNOWN = new Owner(-1, "unknown", "0.0.0");

    /**
     * Checks the name and the version.
     *
     * @param id see {@link #id()}
     * @param name see {@link #name()}
     * @param version see {@link #version()}
     * @throws NullPointerException if the name or the version is {@code null}
     */
    public Owner {
        Objects.requireNonNull(name, "owner: expected a name, was null");
        Objects.requireNonNull(version, "owner: expected a version, was null");
    }

    /** Returns the name and the id, as in {@code org.example.udp [12]}. */
    @Override
    public String toString() {
        return name + " [" + id + "]";
    }
}
