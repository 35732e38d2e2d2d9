// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.security.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.AdminPermission;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Finds bundles by what an operator types, and checks those that a caller gives. */
final class Bundles {
    private Bundles() {}

    /** Returns the symbolic name; bundles of the first version of manifests have none. */
    static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "bundle " + bundle.getBundleId() : name;
    }

    /** Names a bundle in messages. */
    static String shown(String name, long id) {
        return name + " [" + id + "]";
    }

    static String shown(Bundle bundle) {
        return shown(name(bundle), bundle.getBundleId());
    }

    /**
     * Returns the bundle of an id or a symbolic name.
     *
     * @throws IllegalArgumentException if there is none, or if several have that name
     */
    static Bundle find(BundleContext context, String typed) {
        List<Bundle> found = Stream.of(context.getBundles())
                .filter(bundle -> typed.equals(Long.toString(bundle.getBundleId())))
                .toList();
        if (found.isEmpty()) {
            found = Stream.of(context.getBundles())
                    .filter(bundle -> typed.equals(bundle.getSymbolicName()))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected the id or symbolic name of an installed bundle, was "
                    + Texts.oneLine(typed) + "; lb shows them");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("expected one bundle, but " + Texts.oneLine(typed) + " is the name of "
                    + found.size() + ". Use an id: "
                    + found.stream()
                            .map(bundle -> bundle.getBundleId() + " (version " + bundle.getVersion() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    /**
     * Checks that there are bundles, and that each is installed.
     *
     * @throws IllegalArgumentException if not
     */
    static List<Bundle> requireInstalled(Collection<Bundle> bundles) {
        Objects.requireNonNull(bundles, "expected bundles, was null");
        List<Bundle> checked = bundles.stream()
                .map(bundle -> Objects.requireNonNull(bundle, "expected bundles, one was null"))
                .distinct()
                .toList();
        if (checked.isEmpty()) {
            throw new IllegalArgumentException("expected at least one bundle, was none");
        }
        for (Bundle bundle : checked) {
            if (bundle.getState() == Bundle.UNINSTALLED) {
                throw new IllegalArgumentException(
                        "expected an installed bundle, but " + shown(bundle) + " is uninstalled");
            }
        }
        return checked;
    }

    /**
     * Checks that a caller may end the modules of bundles: if he may stop them.
     *
     * @throws IllegalArgumentException if one is the framework
     * @throws SecurityException if permissions are enforced and he may not
     */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    static void requireStoppable(Collection<Bundle> bundles) {
        SecurityManager security = System.getSecurityManager();
        for (Bundle bundle : bundles) {
            if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                throw new IllegalArgumentException("expected a bundle of modules, but " + shown(bundle)
                        + " is the framework. Its stop unloads all modules");
            }
            if (security != null) {
                Permission needed = new AdminPermission(bundle, AdminPermission.EXECUTE);
                security.checkPermission(needed);
            }
        }
    }
}
