// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import org.nmr.NetworkModule;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The whiteboard of modules: a {@link NetworkModule} is loaded while it is published, and withdrawing it blocks until
 * it is unloaded. When this is closed, all modules are unloaded before, together.
 */
final class ModuleWhiteboard extends Whiteboard<PublishedModule> {
    private final BundleContext context;
    private final BundleOwners owners;
    private final ForgottenSuper forgotten;
    private final System.Logger log;

    ModuleWhiteboard(BundleContext context, BundleOwners owners, ForgottenSuper forgotten, System.Logger log) {
        super(context, NetworkModule.class);
        this.context = context;
        this.owners = owners;
        this.forgotten = forgotten;
        this.log = log;
    }

    @Override
    void close() {
        forgotten.registrarStops();
        super.close();
    }

    @Override
    PublishedModule publication(ServiceReference<?> reference) {
        return new PublishedModule(context, owners, reference, forgotten, log);
    }
}
