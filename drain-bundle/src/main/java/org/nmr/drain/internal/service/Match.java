// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.HashSet;
import java.util.List;
import org.nmr.drain.internal.rules.Identity;
import org.nmr.drain.internal.rules.ServiceFacts;

/**
 * What tells whether one service replaces another. The types are classes, so another version of an interface is no
 * replacement.
 *
 * @param facts the service
 * @param types the classes of its types
 */
record Match(ServiceFacts facts, List<Class<?>> types) {
    boolean replaces(Match last) {
        return Identity.isSame(facts, last.facts) && new HashSet<>(types).equals(new HashSet<>(last.types));
    }
}
