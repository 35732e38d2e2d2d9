// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the story to the launcher, as a service of a type that both know. */
public final class DemoActivator implements BundleActivator {
    /** For the framework. */
    public DemoActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(
                Callable.class, new Story(context), FrameworkUtil.asDictionary(Map.of("nmr.demo", "story")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service; the story has unloaded its modules when it ended.
    }
}
