// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.HashMap;
import java.util.Map;
import org.nmr.ModuleId;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.PlainValues;
import org.nmr.registrar.unload.Policy;

/**
 * What a registration says of itself: as its peers see it, and as the registrar reads it.
 *
 * @param instance what peers see, with the module's own objects
 * @param values the same characteristics as values of the JDK; see {@link PlainValues}
 * @param policy what they say of the unload
 */
record Description(RegistrationInstance instance, Map<String, Object> values, Policy.Overrides policy) {
    /**
     * Returns what a module says of itself. Whatever it wrote there, the owner is the one that the registrar knows, and
     * the id is a new one.
     *
     * @throws IllegalArgumentException if a policy cannot be read
     */
    static Description of(RegistrationInstance given, LiveModule module, OwnerRegistrar owner) {
        Registrar registrar = module.registrar();
        ModuleId id = given.moduleId().equals(ModuleId.UNSPECIFIED) ? owner.moduleId() : given.moduleId();
        RegistrationInstance instance = new RegistrationInstance(
                given.npiId(),
                id,
                given.number(),
                given.version(),
                given.characteristics(),
                given.onBehalfOf(),
                owner.owner(),
                registrar.nextRegistration());
        try {
            Description self = Description.of(instance);
            registrar.unknownNames().look(given, module, registrar.environment().safeLog());
            return self;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    module + ", registration for NPI " + Who.npi(given) + ": " + e.getMessage()
                            + ". Nothing was registered",
                    e);
        }
    }

    /**
     * Reads the characteristics. Nothing else does.
     *
     * @throws IllegalArgumentException if a policy cannot be read
     */
    static Description of(RegistrationInstance instance) {
        Map<String, Object> values = PlainValues.of(instance.characteristics());
        return new Description(instance, values, Policy.Overrides.of(values));
    }

    /** The characteristics for diagnostics. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new HashMap<>();
        values.forEach((name, value) -> shown.put(ForeignText.of(name), PlainValues.shown(value)));
        return Map.copyOf(shown);
    }
}
