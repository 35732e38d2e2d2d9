// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.guarded;

import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.osgi.framework.BundleContext;

/** Forgets to call {@code super.start}. */
public final class GuardedForgetfulActivator extends NetworkModuleActivator {
    @Override
    public void start(BundleContext context) {
        // super.start(context) is what is missing here
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        // is never called
    }
}
