// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.function.Predicate;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Tells of a service of scope {@code bundle} whether each consumer has an object of its own. The runtime of components
 * registers its singletons with that scope, too. What cannot be told counts as having state.
 */
public final class ComponentScopes implements Predicate<ServiceFacts> {
    private final BundleContext own;

    private ComponentScopes(BundleContext own) {
        this.own = own;
    }

    /** Makes it; where the types of the runtime are not there, everything counts as having state. */
    public static Predicate<ServiceFacts> of(BundleContext own) {
        try {
            Class.forName(
                    "org.osgi.service.component.runtime.ServiceComponentRuntime",
                    /* initialize= */ false,
                    ComponentScopes.class.getClassLoader());
            return new ComponentScopes(own);
        } catch (ClassNotFoundException | LinkageError notThere) {
            return all -> true;
        }
    }

    @Override
    public boolean test(ServiceFacts facts) {
        Bundle bundle = own.getBundle(facts.bundleId());
        if (facts.component().isEmpty() || bundle == null) {
            return true;
        }
        ServiceReference<ServiceComponentRuntime> reference = own.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = reference == null ? null : own.getService(reference);
        if (runtime == null) {
            return true;
        }
        try {
            ComponentDescriptionDTO found = runtime.getComponentDescriptionDTO(bundle, facts.component());
            return found == null || !"singleton".equals(found.scope);
        } finally {
            own.ungetService(reference);
        }
    }
}
