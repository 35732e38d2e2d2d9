// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nmr.NetworkModule;
import org.nmr.sample.support.Counters;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A module that the story loads and unloads by itself, once. Only the story's thread does so. */
abstract class DemoModule implements NetworkModule {
    private final String name;
    private final Counters counters;

    /** Null while it is not loaded. */
    private @Nullable ServiceRegistration<NetworkModule> service;

    DemoModule(String name, Counters counters) {
        this.name = name;
        this.counters = counters;
    }

    /** Publishes it; it is attached to those who are there when this returns. */
    final void load(BundleContext context) {
        service = context.registerService(
                NetworkModule.class, this, FrameworkUtil.asDictionary(Map.of(NetworkModule.NAME, name)));
    }

    /** Withdraws it; returns when it is detached from everybody. May be called again. */
    final void unload() {
        if (service != null) {
            service.unregister();
            service = null;
            counters.end();
            unloaded();
        }
    }

    /** Ends what the module still has when nobody calls it any more. */
    abstract void unloaded();

    @Override
    public final String toString() {
        return name;
    }
}
