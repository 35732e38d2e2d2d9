// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the stories to the launcher, as services of a type that both know. */
public final class DemoActivator implements BundleActivator {
    /** For the framework. */
    public DemoActivator() {}

    @Override
    public void start(BundleContext context) {
        offer(context, "story", new Story(context));
        offer(context, "nodes", new TwoNodes(context));
        offer(context, "node", new NodeStory(context));
    }

    private static void offer(BundleContext context, String name, Callable<?> story) {
        context.registerService(Callable.class, story, FrameworkUtil.asDictionary(Map.of("nmr.demo", name)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service; the story has unloaded its modules when it ended.
    }
}
