// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/** Takes the registrar's configuration from Config Admin. Loaded only where its package is: the import is optional. */
final class ConfigurationUpdates implements ManagedService {
    private final ConfiguredOptions options;

    ConfigurationUpdates(ConfiguredOptions options) {
        this.options = options;
    }

    /**
     * Applies a configuration, all of it or nothing.
     *
     * @param values null if there is none
     */
    @Override
    public void updated(@Nullable Dictionary<String, ?> values) throws ConfigurationException {
        List<String> keys = values == null ? List.of() : keys(values);
        options.apply(read(options, values));
        options.warnOfUnknown(keys);
    }

    /** Config Admin checks them, but anybody may call a service. */
    private static List<String> keys(Dictionary<?, ?> values) throws ConfigurationException {
        List<String> keys = new ArrayList<>();
        for (Object key : Collections.list(values.keys())) {
            if (!(key instanceof String name)) {
                throw new ConfigurationException(
                        null, "expected Strings as keys, was one of " + (key == null ? "null" : key.getClass()));
            }
            keys.add(name);
        }
        return keys;
    }

    /** Returns what would be applied; {@link ConfigurationPull} asks, too. */
    static Options read(ConfiguredOptions present, @Nullable Dictionary<String, ?> values)
            throws ConfigurationException {
        Options options = present.fallback();
        for (String key : Options.KEYS) {
            options = with(options, key, values == null ? null : values.get(key));
        }
        return options;
    }

    private static Options with(Options options, String key, @Nullable Object value) throws ConfigurationException {
        try {
            return options.with(key, value);
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException(key, unreadable.getMessage(), unreadable);
        }
    }
}
