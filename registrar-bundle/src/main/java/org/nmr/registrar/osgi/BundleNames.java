// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import org.nmr.Owner;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Bundles as people and peers see them. */
final class BundleNames {
    private BundleNames() {}

    /**
     * Returns a bundle as owner. One without symbolic name is called by its id, which no symbolic name can look like; its location
     * is no name, and may contain a password.
     */
    static Owner owner(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return new Owner(
                bundle.getBundleId(),
                name == null ? "bundle " + bundle.getBundleId() : name,
                bundle.getVersion().toString());
    }

    /** Tells which bundle a class comes from, and in which package it is exported. */
    static String origin(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        String source = bundle == null ? "class loader " + type.getClassLoader() : "bundle " + owner(bundle);
        return "package " + type.getPackageName() + " of " + source;
    }
}
