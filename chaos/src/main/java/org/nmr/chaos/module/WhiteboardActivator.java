// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import org.jspecify.annotations.Nullable;
import org.nmr.NetworkModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes a {@code NetworkModule}, and leaves it to the registrar to unload it when {@code stop()} has returned. */
public final class WhiteboardActivator implements BundleActivator {
    private @Nullable Session session;

    @Override
    public void start(BundleContext context) {
        Session begun = Session.begin(context);
        session = begun;
        var unused = context.registerService(NetworkModule.class, begun.module(), null);
        begun.employ();
    }

    @Override
    public void stop(BundleContext context) {
        if (session != null) {
            session.forget();
            session.failSometimes();
        }
    }
}
