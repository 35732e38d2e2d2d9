// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * A service without use, registered in the name of a consumer that stops. Each framework withdraws it after the
 * consumer's {@code stop()} and before it releases the services that the consumer has. Equinox releases them in any
 * order, so the release of a stand-in is too late: the original may be gone by then.
 */
final class ConsumerMark {
    private static final String PROPERTY = "nmr.drain.consumer";

    private ConsumerMark() {}

    static void register(Bundle consumer) {
        BundleContext context = consumer.getBundleContext();
        if (context != null) {
            context.registerService(
                    ConsumerMark.class,
                    new ConsumerMark(),
                    FrameworkUtil.asDictionary(Map.of(
                            PROPERTY,
                            true,
                            "service.description",
                            "The calls of this bundle are waited for when its stop() has returned")));
        }
    }

    static boolean isOne(ServiceReference<?> reference) {
        return reference.getProperty(PROPERTY) != null;
    }
}
