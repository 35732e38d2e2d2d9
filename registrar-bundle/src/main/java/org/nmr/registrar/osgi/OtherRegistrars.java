// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Lets one registrar serve a framework. Two would load each module twice, and neither would know the bindings of the
 * other.
 *
 * <p>The bundle is a singleton, but a copy under another symbolic name is not kept away by that.
 */
final class OtherRegistrars implements BundleListener {
    /** The namespace, and its attribute with the name. */
    static final String IMPLEMENTATION = "osgi.implementation";

    private final Bundle self;
    private final System.Logger log;

    OtherRegistrars(BundleContext context, System.Logger log) {
        this.self = context.getBundle();
        this.log = log;
    }

    /** Says what a framework does not say of a singleton in words that an operator understands. */
    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle other = event.getBundle();
        if (event.getType() == BundleEvent.INSTALLED
                && !other.equals(self)
                && self.getSymbolicName().equals(other.getSymbolicName())) {
            log.log(
                    WARNING,
                    "registrar " + nameOf(other) + " was installed, but registrar " + nameOf(self)
                            + " serves this framework. To start the new registrar, uninstall the present one first");
        }
    }

    /**
     * Checks that no other registrar is older. Of two that start at once the younger service yields, if this is called
     * after the publication.
     *
     * <p>It looks for the diagnostics, because they stay while a registrar that stops waits for its modules. Another
     * registrar would load these modules meanwhile.
     *
     * @throws IllegalStateException if there is one
     */
    void requireNone(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] all = context.getAllServiceReferences(RegistrarRuntime.class.getName(), null);
        Optional<Bundle> oldest = Stream.of(all == null ? new ServiceReference<?>[0] : all)
                .filter(each -> isRegistrar(each.getBundle()))
                .min(Comparator.comparing(each -> (Long) each.getProperty("service.id")))
                .map(each -> each.getBundle());
        if (oldest.isPresent() && !oldest.get().equals(self)) {
            String why = "registrar " + nameOf(self) + ": expected to be the only registrar of the framework, but "
                    + nameOf(oldest.get())
                    + " runs already, or has not stopped yet. So this registrar does not start. Uninstall one of them,"
                    + " then start the other";
            log.log(WARNING, why);
            throw new IllegalStateException(why);
        }
    }

    private static String nameOf(Bundle bundle) {
        return BundleNames.name(bundle) + " version " + bundle.getVersion();
    }

    /**
     * Others may publish the service, too, such as a decorator; but only a registrar declares to be the implementation.
     */
    private static boolean isRegistrar(Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getCapabilities(IMPLEMENTATION).stream()
                        .map(BundleCapability::getAttributes)
                        .anyMatch(attributes ->
                                NetworkModuleRegistrar.IMPLEMENTATION.equals(attributes.get(IMPLEMENTATION)));
    }
}
