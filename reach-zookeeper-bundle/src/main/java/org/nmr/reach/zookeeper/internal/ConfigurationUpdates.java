// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/** Takes the configuration from Config Admin. Loaded only where its package is: the import is optional. */
final class ConfigurationUpdates implements ManagedService {
    private final Configured configured;
    private final Consumer<Optional<Settings>> apply;

    private ConfigurationUpdates(Configured configured, Consumer<Optional<Settings>> apply) {
        this.configured = configured;
        this.apply = apply;
    }

    static void publish(BundleContext own, Configured configured, Consumer<Optional<Settings>> apply) {
        own.registerService(
                ManagedService.class,
                new ConfigurationUpdates(configured, apply),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, Keys.PID)));
    }

    /** Config Admin logs the exception; what was applied before stays. */
    @Override
    public void updated(@Nullable Dictionary<String, ?> values) throws ConfigurationException {
        Optional<Settings> settings;
        try {
            settings = configured.read(values);
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            throw new ConfigurationException(message.split(":", 2)[0], message, wrong);
        }
        apply.accept(settings);
    }
}
