// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.report.Recent;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.Names;
import org.nmr.registrar.unload.Log;

/**
 * Warns of characteristics that begin as the registrar's own and that it does not read, once for each name. Thread
 * safe.
 */
final class UnknownNames {
    private static final String PREFIX = "nmr.";

    private static final List<String> KNOWN = List.of(
            UnloadPolicy.REPORT_AFTER,
            UnloadPolicy.DEADLINE,
            UnloadPolicy.AT_DEADLINE,
            ProviderCharacteristics.RANKING);

    /** The names that were warned of; bounded, because modules choose them. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void look(RegistrationInstance instance, Object subject, Log log) {
        for (String name : instance.characteristics().keySet()) {
            if (isUnknown(name) && told.size() < Recent.LIMIT && told.add(ForeignText.of(name))) {
                log.warn(subject + ", registration for NPI " + Who.npi(instance) + ": the characteristic "
                        + ForeignText.of(name)
                        + " is unknown to the registrar. The nearest known name is "
                        + Names.nearest(name, KNOWN));
            }
        }
    }

    private static boolean isUnknown(String name) {
        return name.regionMatches(/* ignoreCase= */ true, 0, PREFIX, 0, PREFIX.length())
                && !KNOWN.contains(name)
                && !ProviderFilter.isAttribute(name);
    }
}
