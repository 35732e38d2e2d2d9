// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleId;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.PlainValues;

/**
 * Which providers a client wants to see.
 *
 * <p>Matching sees the provider's {@linkplain PlainValues plain values}, never objects of its classes. It runs the
 * framework's code: never under a monitor, and what it throws concerns this pair only.
 */
final class ProviderFilter {
    private static final String ON_BEHALF_OF = "nmr.onBehalfOf";

    /** The table in {@link Selection}. */
    private static final Map<String, Function<RegistrationInstance, Object>> ATTRIBUTES = Map.of(
            "nmr.npi",
            RegistrationInstance::npiId,
            "nmr.module",
            provider -> text(provider.moduleId()),
            "nmr.number",
            RegistrationInstance::number,
            "nmr.version",
            RegistrationInstance::version,
            ON_BEHALF_OF,
            RegistrationInstance::onBehalfOf,
            "nmr.registration.id",
            RegistrationInstance::id,
            "nmr.owner.id",
            provider -> provider.owner().id(),
            "nmr.owner.name",
            provider -> provider.owner().name(),
            "nmr.owner.version",
            provider -> provider.owner().version());

    private final String text;
    private final Predicate<Map<String, Object>> matcher;

    private ProviderFilter(String text, Predicate<Map<String, Object>> matcher) {
        this.text = text;
        this.matcher = matcher;
    }

    /**
     * Returns the filter of a selection, or null if it selects every provider.
     *
     * @throws IllegalArgumentException if the filter is invalid
     */
    static @Nullable ProviderFilter of(Selection selection, Object subject, Environment environment) {
        String text = selection.filter();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return new ProviderFilter(text, environment.filters().apply(text));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    subject + ": expected a filter such as (version.max>=2), was \"" + ForeignText.of(text) + "\": "
                            + ForeignText.of(invalid.getMessage()) + ". Nothing was registered",
                    invalid);
        }
    }

    boolean matches(LiveClient<?, ?> client, LiveProvider<?, ?> provider) {
        assert !Thread.holdsLock(client.space());
        try {
            return matcher.test(attributes(provider.description()));
        } catch (Throwable thrown) {
            client.registrar()
                    .warnings()
                    .warn(
                            "pairs that a filter failed to match",
                            client + " and " + provider + " are not proposed to each other, because the filter "
                                    + ForeignText.of(text) + " has failed",
                            thrown);
            return false;
        }
    }

    /**
     * No characteristic of a provider may hide an attribute, or a filter on its owner could be cheated.
     *
     * @throws IllegalArgumentException if one does
     */
    static void requireOwnNames(RegistrationInstance provider, Object subject) {
        for (String name : provider.characteristics().keySet()) {
            if (ATTRIBUTES.containsKey(name)) {
                throw new IllegalArgumentException(subject + ", provider of NPI " + Who.npi(provider)
                        + ": expected no characteristic with a name that the registrar uses in filters, was " + name
                        + ". Nothing was registered");
            }
        }
    }

    /** Tells whether filters see what the registrar knows under this name. */
    static boolean isAttribute(String name) {
        return ATTRIBUTES.containsKey(name);
    }

    @Override
    public String toString() {
        return ForeignText.of(text);
    }

    private static Map<String, Object> attributes(Description provider) {
        Map<String, Object> all = new HashMap<>(provider.values());
        ATTRIBUTES.forEach((name, attribute) -> all.put(name, attribute.apply(provider.instance())));
        if (provider.instance().onBehalfOf().isEmpty()) {
            all.remove(ON_BEHALF_OF);
        }
        return all;
    }

    /** Returns the UUID or the number alone. */
    static String text(ModuleId id) {
        if (id instanceof ModuleId.InterfaceLuid luid) {
            return Long.toString(luid.value());
        }
        return ((ModuleId.Guid) id).value().toString();
    }
}
