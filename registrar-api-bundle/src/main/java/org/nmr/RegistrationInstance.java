// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The self-description of one registration, which the peer reads to decide whether to attach [C-33, C-37].
 *
 * <p>It is immutable. The map of characteristics is copied. If a value is mutable itself, the module must not change it
 * any more [C-38, C-182]. The registrar reads the values once, when the instance is registered: see {@link Selection}.
 * The instance stays readable after the binding is gone [B-28].
 *
 * @param npiId the id of the NPI: the only thing that the registrar matches on [C-11]
 * @param moduleId the identity of the module; the registrar replaces {@link ModuleId#UNSPECIFIED} by an id that it
 *     derives from the owner
 * @param number the implementation number of the NPI, 0 if there is only one; the registrar passes it to the peer and
 *     never matches on it [C-35, C-36, A-11]
 * @param version the version of this structure, 0 unless the modules agree on something else; the registrar passes it
 *     to the peer [C-34, A-12]
 * @param characteristics what the NPI lets this role say about itself, such as the lowest and highest supported version
 *     [C-14, C-16]; empty if nothing
 * @param onBehalfOf for whom a bridge has registered this; empty if the owner has registered it for itself
 * @param owner the bundle that registered; the registrar fills it in
 * @param id the number of the registration, which the registrar fills in. It is 1 or more, unique among all
 *     registrations of one registrar, and greater than the number of each earlier registration. It is 0 in an instance
 *     that is not registered
 * @since 1.0
 */
public record RegistrationInstance(
        String npiId,
        ModuleId moduleId,
        int number,
        int version,
        Map<String, Object> characteristics,
        String onBehalfOf,
        Owner owner,
        long id) {
    /**
     * Checks the components and copies the map.
     *
     * @param npiId see {@link #npiId()}
     * @param moduleId see {@link #moduleId()}
     * @param number see {@link #number()}
     * @param version see {@link #version()}
     * @param characteristics see {@link #characteristics()}
     * @param onBehalfOf see {@link #onBehalfOf()}
     * @param owner see {@link #owner()}
     * @param id see {@link #id()}
     * @throws NullPointerException if a component, or a value of the map, is {@code null}
     * @throws IllegalArgumentException if the NPI id is malformed, a number is negative, or a key of the map is no
     *     String, {@code null} included
     */
    public RegistrationInstance {
        Npi.requireId(npiId);
        Objects.requireNonNull(moduleId, () -> subject(npiId) + ": expected a module id, was null");
        Objects.requireNonNull(onBehalfOf, () -> subject(npiId) + ": expected onBehalfOf or \"\", was null");
        Objects.requireNonNull(owner, () -> subject(npiId) + ": expected an owner, was null");
        requireNotNegative(npiId, "number", number);
        requireNotNegative(npiId, "version", version);
        requireNotNegative(npiId, "registration id", id);
        characteristics = copy(npiId, characteristics);
    }

    /**
     * Returns a description that names only the NPI.
     *
     * @param npi the NPI
     * @return the instance
     * @throws NullPointerException if the NPI is {@code null}
     */
    public static RegistrationInstance of(Npi<?, ?> npi) {
        Objects.requireNonNull(npi, "registration instance: expected an NPI, was null");
        return new RegistrationInstance(npi.id(), ModuleId.UNSPECIFIED, 0, 0, Map.of(), "", Owner.UNKNOWN, /* id= */ 0);
    }

    /**
     * Returns this description with another module id.
     *
     * @param newModuleId the module id
     * @return the new instance
     * @throws NullPointerException if the argument is {@code null}
     */
    public RegistrationInstance withModuleId(ModuleId newModuleId) {
        return new RegistrationInstance(npiId, newModuleId, number, version, characteristics, onBehalfOf, owner, id);
    }

    /**
     * Returns this description with another implementation number.
     *
     * @param newNumber the number
     * @return the new instance
     * @throws IllegalArgumentException if the number is negative
     */
    public RegistrationInstance withNumber(int newNumber) {
        return new RegistrationInstance(npiId, moduleId, newNumber, version, characteristics, onBehalfOf, owner, id);
    }

    /**
     * Returns this description with another structure version.
     *
     * @param newVersion the version
     * @return the new instance
     * @throws IllegalArgumentException if the version is negative
     */
    public RegistrationInstance withVersion(int newVersion) {
        return new RegistrationInstance(npiId, moduleId, number, newVersion, characteristics, onBehalfOf, owner, id);
    }

    /**
     * Returns this description with one more characteristic.
     *
     * @param key the name; if a characteristic has this name already, it is replaced
     * @param value the value
     * @return the new instance
     * @throws NullPointerException if an argument is {@code null}
     */
    public RegistrationInstance withCharacteristic(String key, Object value) {
        Map<String, Object> more = new HashMap<>(characteristics);
        more.put(key, NamedValues.requireValue(() -> subject(npiId), "characteristics", key, value));
        return new RegistrationInstance(npiId, moduleId, number, version, more, onBehalfOf, owner, id);
    }

    /**
     * Returns this description with the principal for whom the owner registers.
     *
     * @param principal the principal; empty if the owner registers for itself
     * @return the new instance
     * @throws NullPointerException if the argument is {@code null}
     */
    public RegistrationInstance withOnBehalfOf(String principal) {
        return new RegistrationInstance(npiId, moduleId, number, version, characteristics, principal, owner, id);
    }

    private static String subject(String npiId) {
        return "registration instance of NPI " + Shown.of(npiId);
    }

    private static void requireNotNegative(String npiId, String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(subject(npiId) + ": expected a " + what + " of 0 or more, was " + value);
        }
    }

    private static Map<String, Object> copy(String npiId, Map<String, Object> map) {
        Objects.requireNonNull(map, () -> subject(npiId) + ": expected characteristics or an empty map, was null");
        return NamedValues.copy(() -> subject(npiId), "characteristics", map);
    }
}
