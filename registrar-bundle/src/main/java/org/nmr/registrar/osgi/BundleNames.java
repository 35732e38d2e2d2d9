// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Optional;
import org.nmr.Owner;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles as people and peers see them. */
final class BundleNames {
    private BundleNames() {}

    /**
     * Returns a bundle as owner. One without symbolic name is called by its id, which no symbolic name can look like;
     * its location is no name, and may contain a password.
     */
    static Owner owner(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return new Owner(
                bundle.getBundleId(),
                name == null ? "bundle " + bundle.getBundleId() : name,
                bundle.getVersion().toString());
    }

    /** Names a bundle in messages: the symbolic name and the id. */
    static String name(Bundle bundle) {
        return Who.name(owner(bundle));
    }

    /**
     * Names a published service in messages. A framework's own text of it may have all properties, and with them a
     * module's code.
     */
    static String name(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return "service " + ForeignText.of(String.valueOf(reference.getProperty(Constants.SERVICE_ID)))
                + (bundle == null ? ", which is withdrawn" : " of " + name(bundle));
    }

    /** Tells which bundle a class comes from, and in which package it is exported. */
    static String origin(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        String source = bundle == null
                ? Environment.DEFAULT.origin().apply(type)
                : "bundle " + name(bundle)
                        + (isOutdated(type) ? ", as it was before it was updated or uninstalled," : "");
        return "package " + ForeignText.of(type.getPackageName()) + " of " + source;
    }

    /** Returns the bundle that a class is in; empty for one of the JVM or of no bundle. */
    static Optional<Owner> home(Class<?> type) {
        return Optional.ofNullable(FrameworkUtil.getBundle(type)).map(BundleNames::owner);
    }

    /** Whether a bundle has had newer classes since, or is gone: only a refresh makes everybody see the same. */
    static boolean isOutdated(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            return false;
        }
        BundleWiring present = bundle.adapt(BundleWiring.class);
        return bundle.getState() == Bundle.UNINSTALLED
                || present == null
                || present.getClassLoader() != type.getClassLoader();
    }
}
