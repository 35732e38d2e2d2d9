// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.NetworkModule;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Warns of bundles that have the API's package from elsewhere, once for each. Their modules and this registrar cannot
 * see each other, and the framework hides their services without a word. Thread safe.
 */
final class ApiCopies implements AllServiceListener, BundleListener {
    private static final String PACKAGE = NetworkModule.class.getPackageName();
    private static final String MODULE = NetworkModule.class.getName();
    private static final String ENTRY = MODULE.replace('.', '/') + ".class";

    private final BundleContext context;
    private final Bundle registrar;
    private final System.Logger log;

    /** The ids of the bundles that were warned of, until they are resolved again. */
    private final Set<Long> told = ConcurrentHashMap.newKeySet();

    ApiCopies(BundleContext context, System.Logger log) {
        this.context = context;
        this.registrar = context.getBundle();
        this.log = log;
    }

    void open() throws InvalidSyntaxException {
        context.addBundleListener(this);
        context.addServiceListener(this, "(" + Constants.OBJECTCLASS + "=" + MODULE + ")");
        for (Bundle bundle : context.getBundles()) {
            look(bundle);
        }
        ServiceReference<?>[] published = context.getAllServiceReferences(MODULE, null);
        if (published != null) {
            for (ServiceReference<?> reference : published) {
                look(reference);
            }
        }
    }

    void close() {
        context.removeServiceListener(this);
        context.removeBundleListener(this);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            look(event.getServiceReference());
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.RESOLVED -> look(event.getBundle());
            case BundleEvent.UNRESOLVED, BundleEvent.UNINSTALLED ->
                told.remove(event.getBundle().getBundleId());
            default -> {
                // the API that a bundle has does not change
            }
        }
    }

    private void look(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle != null && !reference.isAssignableTo(registrar, MODULE)) {
            warn(bundle, imported(bundle), "publishes an " + MODULE + " from another");
        }
    }

    private void look(Bundle bundle) {
        Optional<BundleRevision> imported = imported(bundle);
        if (imported.isPresent() ? !imported.equals(imported(registrar)) : hasCopy(bundle)) {
            warn(bundle, imported, "has another");
        }
    }

    /** Returns where a bundle imports the API's package from, if it does. */
    private static Optional<BundleRevision> imported(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .filter(wire -> PACKAGE.equals(
                                wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                        .map(BundleWire::getProvider)
                        .findFirst();
    }

    /** A bundle of the API's own name is another version of it, which is no module. */
    private boolean hasCopy(Bundle bundle) {
        return bundle.adapt(BundleWiring.class) != null
                && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID
                && !api().getSymbolicName().equals(bundle.getSymbolicName())
                && bundle.getEntry(ENTRY) != null;
    }

    private Bundle api() {
        return imported(registrar).map(BundleRevision::getBundle).orElse(registrar);
    }

    private void warn(Bundle bundle, Optional<BundleRevision> imported, String what) {
        if (!told.add(bundle.getBundleId())) {
            return;
        }
        Bundle source = imported.map(BundleRevision::getBundle).orElse(bundle);
        String module = "bundle " + BundleNames.name(bundle);
        String api = "bundle " + BundleNames.name(api());
        boolean isOld = source.equals(api()); // wired before an update of the API
        log.log(
                WARNING,
                module + " " + what + " package " + PACKAGE + " than this registrar: expected the package from " + api
                        + ", but it is from "
                        + (source.equals(bundle) ? "the bundle itself" : "bundle " + BundleNames.name(source))
                        + (isOld ? " before its last update" : "")
                        + ". So the registrar does not load its modules, and they do not find the registrar. "
                        + (isOld
                                ? "Refresh " + module
                                : "Let " + module + " import the package from " + api + ", and pack no copy of it"));
    }
}
