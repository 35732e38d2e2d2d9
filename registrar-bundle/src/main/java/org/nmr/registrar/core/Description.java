// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.HashMap;
import java.util.Map;
import org.nmr.RegistrationInstance;
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
