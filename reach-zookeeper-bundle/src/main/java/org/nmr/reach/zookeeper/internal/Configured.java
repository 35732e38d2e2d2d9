// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    private final BundleContext own;
    private final System.Logger log;

    Configured(BundleContext own, System.Logger log) {
        this.own = own;
        this.log = log;
    }

    /** Returns what the framework's properties say; if that cannot be applied, nothing. */
    Optional<Settings> initial() {
        try {
            return Settings.read(this::property);
        } catch (IllegalArgumentException wrong) {
            log.log(
                    WARNING,
                    "framework property " + Keys.PID + "." + Texts.reason(wrong) + ". No ZooKeeper is followed");
            return Optional.empty();
        }
    }

    private @Nullable Object property(String key) {
        return own.getProperty(Keys.PID + "." + key);
    }

    /**
     * Reads a configuration.
     *
     * @param values null if there is none
     * @throws IllegalArgumentException if it cannot be applied; the message begins with the key
     */
    Optional<Settings> read(@Nullable Dictionary<String, ?> values) {
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
            if (!Keys.ALL.contains(key) && !OF_OTHERS.contains(key) && !key.startsWith(".")) {
                log.log(
                        WARNING,
                        "configuration " + Keys.PID + ": expected one of " + Keys.ALL + ", was the unknown key "
                                + Texts.oneLine(key));
            }
        }
    }
}
