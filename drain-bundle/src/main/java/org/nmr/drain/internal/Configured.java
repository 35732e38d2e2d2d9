// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.drain.internal.rules.Settings;
import org.nmr.drain.internal.rules.Texts;
import org.osgi.framework.BundleContext;

/**
 * The configuration: that of Config Admin, key by key, and the framework's properties for what it does not say. A
 * configuration is applied as a whole or not at all.
 */
final class Configured {
    private static final Set<String> OF_OTHERS = Set.of(
            "service.pid",
            "service.factorypid",
            "service.bundlelocation",
            "felix.fileinstall.filename",
            "service.changecount");

    /** Those that are also framework properties, with the PID in front. */
    private static final Set<String> KEYS =
            Set.of(Keys.CONFIGURED_FILTER, Keys.CONFIGURED_HOLD, Keys.CONFIGURED_THREADS, Keys.CONFIGURED_HANDS_OUT);

    private final BundleContext own;
    private final System.Logger log;

    Configured(BundleContext own, System.Logger log) {
        this.own = own;
        this.log = log;
    }

    /** Returns what the framework's properties say; a value that cannot be read is as if it were not set. */
    Settings initial() {
        Map<String, Object> readable = new HashMap<>();
        forEachKey(key -> {
            Object value = property(key);
            if (value != null) {
                try {
                    Settings.read(one -> one.equals(key) ? value : null);
                    readable.put(key, value);
                } catch (IllegalArgumentException wrong) {
                    log.log(
                            WARNING,
                            "framework property " + Keys.PID + "." + Texts.reason(wrong)
                                    + ". It is as if it were not set");
                }
            }
        });
        return Settings.read(readable::get);
    }

    private static void forEachKey(Consumer<String> action) {
        KEYS.forEach(action);
    }

    private @Nullable Object property(String key) {
        return own.getProperty(Keys.PID + "." + key);
    }

    /**
     * Reads a configuration.
     *
     * @param values null if there is none
     * @throws IllegalArgumentException if a value cannot be read; the message begins with the key
     */
    Settings read(@Nullable Dictionary<String, ?> values) {
        if (values == null) {
            return initial();
        }
        warnOfUnknown(values);
        return Settings.read(key -> {
            Object value = values.get(key);
            return value == null ? property(key) : value;
        });
    }

    private void warnOfUnknown(Dictionary<String, ?> values) {
        for (String key : Collections.list(values.keys())) {
            boolean isKnown =
                    Keys.POLICIES.contains(key) || KEYS.contains(key) || OF_OTHERS.contains(key) || key.startsWith(".");
            if (!isKnown) {
                log.log(
                        WARNING,
                        "configuration " + Keys.PID + ": expected filter, hold, hold.threads, handsout or a name of the"
                                + " unload policy, was the unknown key " + Texts.shown(key));
            }
        }
    }
}
