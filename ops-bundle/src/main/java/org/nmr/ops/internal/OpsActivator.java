// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.nmr.ops.internal.absent.AbsentRegistrar;
import org.nmr.ops.internal.drain.DrainSurface;
import org.nmr.ops.internal.events.EventAdminSurface;
import org.nmr.ops.internal.jfr.JfrSurface;
import org.nmr.ops.internal.jmx.JmxSurface;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Opens each surface, and closes them in the opposite order. */
public final class OpsActivator implements BundleActivator {
    /** The framework calls start and stop one after the other. */
    private final Deque<Surface> surfaces = new ArrayDeque<>();

    /** The framework makes it. */
    public OpsActivator() {}

    @Override
    public void start(BundleContext context) {
        try {
            surfaces.push(new AbsentRegistrar(context));
            open(context, DrainSurface::open);
            open(context, JmxSurface::new);
            openWhere("jdk.jfr.FlightRecorder", context, each -> new JfrSurface(each));
            openWhere("org.osgi.service.event.EventAdmin", context, each -> new EventAdminSurface(each));
        } catch (RuntimeException | Error failed) {
            stop(context);
            throw failed;
        }
    }

    private void open(BundleContext context, Function<BundleContext, Surface> surface) {
        surfaces.push(surface.apply(context));
    }

    /** Opens a surface where the class is that it needs; its import is optional. */
    private void openWhere(String type, BundleContext context, Function<BundleContext, Surface> surface) {
        try {
            Class.forName(type, /* initialize= */ false, OpsActivator.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return;
        }
        open(context, surface);
    }

    @Override
    public void stop(BundleContext context) {
        RuntimeException failure = null;
        while (!surfaces.isEmpty()) {
            try {
                surfaces.pop().close();
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Something that shows the registrar, or acts on it, until it is closed. */
    public interface Surface extends AutoCloseable {
        @Override
        void close();
    }
}
