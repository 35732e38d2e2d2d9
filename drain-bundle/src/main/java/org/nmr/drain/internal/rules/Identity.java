// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** Tells whether one registration continues what another one has begun. */
public final class Identity {
    /** What the framework says, and what does not tell two services of a bundle apart. */
    private static final Set<String> NOT_ITS_OWN = Set.of(
            Constants.OBJECTCLASS.toLowerCase(Locale.ROOT),
            Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID,
            Constants.SERVICE_SCOPE,
            Constants.SERVICE_RANKING,
            Constants.SERVICE_DESCRIPTION,
            Constants.SERVICE_VENDOR);

    private static final String OURS = "nmr.";

    private Identity() {}

    /**
     * Compares two services of the same types.
     *
     * <p>Both are of bundles with the same symbolic name, have the same scope and are of the same component or none. If
     * both have PIDs, they have one in common. A service that has neither a component nor a PID is known by all its
     * properties: else calls could go to another service of that bundle.
     */
    public static boolean isSame(ServiceFacts one, ServiceFacts other) {
        if (!one.bundleName().equals(other.bundleName())
                || !one.scope().equals(other.scope())
                || !one.component().equals(other.component())) {
            return false;
        }
        Set<String> pids = pids(one);
        Set<String> others = pids(other);
        if (!pids.isEmpty() && !others.isEmpty()) {
            return !Collections.disjoint(pids, others);
        }
        return !one.component().isEmpty() || (pids.equals(others) && areEqual(ownOf(one), ownOf(other)));
    }

    /** Several are allowed. */
    private static Set<String> pids(ServiceFacts facts) {
        Object value = facts.get(Constants.SERVICE_PID);
        Set<String> pids = new HashSet<>();
        if (value instanceof String pid) {
            pids.add(pid);
        } else if (value instanceof String[] array) {
            Collections.addAll(pids, array);
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> pids.add(each instanceof String pid ? pid : ""));
        }
        pids.remove("");
        pids.remove(null);
        return pids;
    }

    private static Map<String, Object> ownOf(ServiceFacts facts) {
        Map<String, Object> own = new TreeMap<>();
        facts.properties().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_ITS_OWN.contains(key) && !key.startsWith(OURS)) {
                own.put(key, value);
            }
        });
        return own;
    }

    private static boolean areEqual(Map<String, Object> one, Map<String, Object> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(each -> ServiceFacts.areEqual(each.getValue(), other.get(each.getKey())));
    }
}
