// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.drain.internal.rules.Keys;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The types of the stand-ins that this bundle registers in its own name. It does not import them, so no framework can
 * judge which consumers see the same classes under these names. This judges it instead.
 */
final class ClassSpaces {
    private final Bundle own;

    /** By the id of the original, which a stand-in has as a property. */
    private final Map<Long, List<Class<?>>> types = new ConcurrentHashMap<>();

    ClassSpaces(Bundle own) {
        this.own = own;
    }

    boolean isOwn(Bundle registering) {
        return own.equals(registering);
    }

    /** Remembers the types of a stand-in, before it has the property. */
    void put(long original, List<Class<?>> ofStandIn) {
        types.put(original, ofStandIn);
    }

    /** Forgets a stand-in, for all originals that it has had. */
    void remove(List<Class<?>> ofStandIn) {
        types.values().removeIf(each -> each == ofStandIn);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    /** Tells whether this bundle has registered a service in its own name. */
    boolean isOwn(ServiceReference<?> reference) {
        return !types.isEmpty() && own.equals(reference.getBundle());
    }

    /** Tells whether a consumer sees another class under a name of the types of a stand-in. */
    boolean isForeign(ServiceReference<?> reference, Bundle consumer) {
        if (!isOwn(reference) || isFree(consumer)) {
            return false;
        }
        List<Class<?>> known =
                reference.getProperty(Keys.MARK) instanceof Long original ? types.get(original) : List.of();
        return known != null && known.stream().anyMatch(type -> seesAnother(consumer, type));
    }

    /** The framework itself and this bundle see everything. */
    private boolean isFree(Bundle consumer) {
        return consumer.getBundleId() == 0 || own.equals(consumer);
    }

    /** A consumer that does not see the name at all may use the service by reflection; a gone one sees nothing. */
    private static boolean seesAnother(Bundle consumer, Class<?> type) {
        BundleWiring wiring = consumer.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (wiring == null || loader == null || mayImportLater(wiring, type.getPackageName())) {
            return false;
        }
        try {
            return loader.loadClass(type.getName()) != type;
        } catch (ClassNotFoundException | LinkageError notSeen) {
            return false;
        }
    }

    /** To load the class would make the wire, and the consumer has not asked for it. */
    private static boolean mayImportLater(BundleWiring wiring, String name) {
        List<BundleRequirement> requirements = wiring.getRequirements(PackageNamespace.PACKAGE_NAMESPACE);
        List<BundleWire> wires = wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        if (requirements == null || wires == null) { // it is not in use any more
            return true;
        }
        boolean isDynamic = requirements.stream()
                .anyMatch(requirement -> PackageNamespace.RESOLUTION_DYNAMIC.equals(
                        requirement.getDirectives().get(PackageNamespace.REQUIREMENT_RESOLUTION_DIRECTIVE)));
        return isDynamic
                && wires.stream()
                        .map(BundleWire::getCapability)
                        .noneMatch(wired -> name.equals(wired.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }
}
