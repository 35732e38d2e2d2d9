// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Constants;

/**
 * What two services must have in common so that one replaces the other: the name of the bundle, the component or the
 * PID, the scope and the types. The types are classes, so another version of an interface is no replacement.
 *
 * @param bundle the symbolic name of the bundle
 * @param name the name of the component, or else the PID, or else an empty text
 * @param scope the scope
 * @param types the classes
 */
record Match(String bundle, String name, String scope, Set<Class<?>> types) {
    static Match of(ServiceFacts facts, List<Class<?>> types) {
        String component = facts.component();
        return new Match(
                facts.bundleName(), component.isEmpty() ? pid(facts) : component, facts.scope(), new HashSet<>(types));
    }

    private static String pid(ServiceFacts facts) {
        Object pid = facts.get(Constants.SERVICE_PID);
        return pid instanceof String text ? text : "";
    }
}
