// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.osgi.framework.BundleContext;

/** Extends {@code NetworkModuleActivator}. */
public final class InheritingActivator extends NetworkModuleActivator {
    /** Written before the module is published. */
    private @Nullable Session session;

    @Override
    public void start(BundleContext context) throws Exception {
        Session begun = Session.begin(context);
        session = begun;
        try {
            super.start(context);
        } catch (Exception | Error e) {
            begun.end();
            throw e;
        }
        begun.employ();
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        session().module().register(nmr);
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        try {
            super.stop(context);
        } finally {
            session().end();
        }
        session().failSometimes();
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }
}
