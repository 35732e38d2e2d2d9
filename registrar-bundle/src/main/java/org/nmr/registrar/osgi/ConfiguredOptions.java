// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Collection;
import org.nmr.RegistrarOptions;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.BundleContext;

/**
 * The options of one registrar: each from the registrar's configuration, or else from the framework's property of the
 * same name, or else the default.
 */
final class ConfiguredOptions {
    private final Registrar registrar;
    private final System.Logger log;

    /** What holds without a configuration. */
    private final Options fallback;

    private volatile Options present;

    /** Applies what holds without a configuration. */
    ConfiguredOptions(BundleContext context, Registrar registrar, System.Logger log) {
        this.registrar = registrar;
        this.log = log;
        this.fallback = fallback(context, log);
        this.present = fallback;
        apply(fallback);
    }

    private static Options fallback(BundleContext context, System.Logger log) {
        Options options = Options.DEFAULT;
        for (String key : Options.KEYS) {
            try {
                options = options.with(key, context.getProperty(key));
            } catch (IllegalArgumentException unreadable) {
                log.log(
                        WARNING,
                        "framework property " + unreadable.getMessage()
                                + ". The registrar uses the default. Correct the property and restart the registrar");
            }
        }
        return options;
    }

    Options fallback() {
        return fallback;
    }

    /** Sets all options; they hold for what goes on already, too. */
    void apply(Options options) {
        present = options;
        registrar.configure(options.policy(), options.debug());
        registrar.reportSearchAfter(options.clientReportAfter());
    }

    /** Warns of keys of a configuration that nothing reads; its keys are not case-sensitive. */
    void warnOfUnknown(Collection<String> keys) {
        UnknownKeys.warn("configuration " + RegistrarOptions.PID, keys, /* caseSensitive= */ false, log);
    }

    Options present() {
        return present;
    }
}
