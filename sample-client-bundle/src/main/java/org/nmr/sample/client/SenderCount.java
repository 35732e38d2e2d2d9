// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import org.osgi.framework.BundleContext;

/** How many threads send: the configuration, else the framework property, else the default. */
final class SenderCount {
    static final String PROPERTY = "nmr.sample.client.senders";
    static final int DEFAULT = 8;

    private SenderCount() {}

    static int of(Settings settings, BundleContext context) {
        if (settings.senders() != 0) {
            return positive("configuration property senders", settings.senders());
        }
        String property = context.getProperty(PROPERTY);
        return property == null ? DEFAULT : parse(property);
    }

    private static int parse(String property) {
        try {
            return positive("framework property " + PROPERTY, Integer.parseInt(property.trim()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "framework property " + PROPERTY + ": expected a number of threads, was \"" + property + "\"", e);
        }
    }

    private static int positive(String subject, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(subject + ": expected at least 1 thread, was " + count);
        }
        return count;
    }
}
