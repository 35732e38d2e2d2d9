// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Takes the registrar, if it is there, and does everything by hand; or forgets to unload. */
public final class HandActivator implements BundleActivator {
    private @Nullable Session session;
    private @Nullable ModuleRegistrations nmr;

    @Override
    public void start(BundleContext context) {
        Session begun = Session.begin(context);
        ModuleRegistrations opened = open(context);
        try {
            if (opened != null) {
                begun.module().register(opened);
            }
        } catch (RuntimeException | Error e) {
            opened.close();
            begun.end();
            throw e;
        }
        session = begun;
        nmr = opened;
        begun.employ();
    }

    /** Returns null if there is no registrar, or one that is stopping. */
    private static @Nullable ModuleRegistrations open(BundleContext context) {
        ServiceReference<NetworkModuleRegistrar> reference = context.getServiceReference(NetworkModuleRegistrar.class);
        NetworkModuleRegistrar registrar = reference == null ? null : context.getService(reference);
        try {
            return registrar == null ? null : registrar.openModule("by hand");
        } catch (IllegalStateException stopping) {
            return null;
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (session == null) {
            return;
        }
        if (nmr == null || unload(session, nmr)) {
            session.end();
        } else {
            session.forget();
        }
        session.failSometimes();
    }

    /** Returns false if it forgets that; then the registrar does it when {@code stop()} has returned. */
    private static boolean unload(Session session, ModuleRegistrations nmr) {
        switch (Choice.WAY_TO_STOP.of(session.script())) {
            case 0 -> nmr.close();
            case 1 -> nmr.unload().await();
            case 2 -> {
                session.module().closeAll();
                nmr.close();
            }
            case 3 -> nmr.unload().completion().toCompletableFuture().join();
            default -> {
                return false;
            }
        }
        return true;
    }
}
