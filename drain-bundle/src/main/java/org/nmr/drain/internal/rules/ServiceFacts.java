// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What is known of a service without getting it.
 *
 * @param properties its properties, as they were at one moment; names are found in any case
 * @param bundleId the id of the bundle that provides it, -1 if it is gone
 * @param bundleName the symbolic name of that bundle, or an empty text
 */
public record ServiceFacts(Map<String, Object> properties, long bundleId, String bundleName) {
    /** Copies the map. */
    public ServiceFacts {
        Map<String, Object> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(properties);
        properties = Collections.unmodifiableMap(copy);
    }

    /** Reads them. */
    public static ServiceFacts of(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            Object value = reference.getProperty(key);
            if (value != null) {
                properties.put(key, value);
            }
        }
        Bundle bundle = reference.getBundle();
        String name = bundle == null ? "" : String.valueOf(bundle.getSymbolicName());
        return new ServiceFacts(properties, bundle == null ? -1 : bundle.getBundleId(), name);
    }

    /** Returns a property by its name in any case, or null if the service has none of that name. */
    public @Nullable Object get(String name) {
        return properties.get(name);
    }

    /** Tells whether another one has the same names and values. */
    public boolean hasSameProperties(ServiceFacts other) {
        return likeness(other) == properties.size() && other.properties.size() == properties.size();
    }

    /** Returns how many properties have the same value in another one. */
    public int likeness(ServiceFacts other) {
        return (int) properties.entrySet().stream()
                .filter(each -> areEqual(each.getValue(), other.properties.get(each.getKey())))
                .count();
    }

    /** Compares two values, which may be objects of a provider's own. */
    static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        try {
            return Objects.deepEquals(one, other);
        } catch (RuntimeException | Error failed) { // the code of the object, or a list that contains itself
            return false;
        }
    }

    /** Returns the types under which it is registered, in order. */
    public List<String> types() {
        return get(Constants.OBJECTCLASS) instanceof String[] types ? List.copyOf(Arrays.asList(types)) : List.of();
    }

    /** Returns the number by which the framework knows it. */
    public long id() {
        return get(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    /** Returns {@code singleton}, {@code bundle} or {@code prototype}. */
    public String scope() {
        return get(Constants.SERVICE_SCOPE) instanceof String scope ? scope : Constants.SCOPE_SINGLETON;
    }

    /** Tells whether it is itself a stand-in. */
    public boolean isStandIn() {
        return get(Keys.MARK) != null;
    }

    /** Returns the name of the DS component, or an empty text. */
    public String component() {
        return get("component.name") instanceof String name ? name : "";
    }

    /** Returns the first of its types and its id, as in {@code org.example.Greeter [42]}. */
    public String name() {
        List<String> types = types();
        return (types.isEmpty() ? "service" : Texts.oneLine(types.get(0))) + " [" + id() + "]";
    }
}
