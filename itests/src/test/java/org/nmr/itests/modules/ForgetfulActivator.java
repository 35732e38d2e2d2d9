// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.osgi.framework.BundleContext;

/**
 * The first way in, by an author who forgets to call what is overridden, or fails around it: {@code Itest-Forgets} says
 * what.
 */
public final class ForgetfulActivator extends NetworkModuleActivator {
    private ScriptedModule module;

    private static boolean forgets(BundleContext context, String what) {
        String forgets = context.getBundle().getHeaders("").get("Itest-Forgets");
        return forgets != null && forgets.contains(what);
    }

    @Override
    public void start(BundleContext context) throws Exception {
        module = ScriptedModule.of(context);
        if (!forgets(context, "start")) {
            super.start(context);
        }
        if (forgets(context, "fail")) {
            throw new IllegalStateException("scripted");
        }
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        module.register(nmr);
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        if (forgets(context, "throw")) {
            throw new IllegalStateException("scripted");
        }
        if (!forgets(context, "stop")) {
            super.stop(context);
        }
    }
}
