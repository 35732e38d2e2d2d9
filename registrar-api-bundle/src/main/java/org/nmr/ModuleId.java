// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * The identity of a network module: a GUID or the locally unique id of an interface [C-27].
 *
 * <p>A module id helps the peer to decide. The registrar does not match on it and does not require it to be unique
 * [C-32, A-13]. Two ids are equal if both have the same type and the same value [C-30].
 *
 * @since 1.0
 */
public sealed interface ModuleId {
    /** The id that the registrar replaces by one that it derives from the owner, the same for all its registrations. */
    ModuleId UNSPECIFIED = new Guid(new UUID(0, 0));

    /**
     * The id of a module that a GUID identifies.
     *
     * @param value the GUID
     */
    record Guid(UUID value) implements ModuleId {
        /**
         * Checks the value.
         *
         * @param value see {@link #value()}
         * @throws NullPointerException if the value is {@code null}
         */
        public Guid {
            Objects.requireNonNull(value, "module id: expected a UUID, was null");
        }
    }

    /**
     * The id of a module that the locally unique id of a network interface identifies.
     *
     * @param value the 64 bits of the LUID
     */
    record InterfaceLuid(long value) implements ModuleId {}

    /**
     * Returns the GUID with the given value.
     *
     * @param value the value
     * @return the id
     * @throws NullPointerException if the value is {@code null}
     */
    static ModuleId of(UUID value) {
        return new Guid(value);
    }

    /**
     * Returns a GUID made from a name. The same name gives the same id in every JVM.
     *
     * @param name the name, such as a bundle's symbolic name
     * @return the id
     * @throws NullPointerException if the name is {@code null}
     */
    static ModuleId ofName(String name) {
        Objects.requireNonNull(name, "module id: expected a name, was null");
        return new Guid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
