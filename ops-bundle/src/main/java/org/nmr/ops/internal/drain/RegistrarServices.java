// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What one registrar has published.
 *
 * @param runtime what it shows
 * @param unloads what it ends
 * @param isThere whether it still runs
 */
record RegistrarServices(RegistrarRuntime runtime, BundleUnloads unloads, BooleanSupplier isThere) {
    /**
     * Finds the registrar that runs.
     *
     * @throws IllegalStateException if none does
     */
    static RegistrarServices find(BundleContext context) {
        ServiceReference<BundleUnloads> unloads = context.getServiceReference(BundleUnloads.class);
        ServiceReference<RegistrarRuntime> runtime = context.getServiceReference(RegistrarRuntime.class);
        BundleUnloads ends = get(context, unloads);
        RegistrarRuntime shows = get(context, runtime);
        if (ends == null || shows == null || unloads == null) {
            throw new IllegalStateException(
                    "expected a registrar, but none is running. Start the bundle org.nmr.registrar");
        }
        return new RegistrarServices(shows, ends, () -> unloads.getBundle() != null);
    }

    private static <S> @Nullable S get(BundleContext context, @Nullable ServiceReference<S> reference) {
        return reference == null ? null : context.getService(reference);
    }
}
