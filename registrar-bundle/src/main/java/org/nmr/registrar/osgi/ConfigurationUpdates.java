// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Collections;
import java.util.Dictionary;
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
        options.apply(read(options, values));
        if (values != null) {
            options.warnOfUnknown(Collections.list(values.keys()));
        }
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
