// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nmr.ops.internal.drain.DrainSurface;
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
        surfaces.push(DrainSurface.open(context));
    }

    @Override
    public void stop(BundleContext context) {
        while (!surfaces.isEmpty()) {
            surfaces.pop().close();
        }
    }

    /** Something that shows the registrar, or acts on it, until it is closed. */
    public interface Surface extends AutoCloseable {
        @Override
        void close();
    }
}
