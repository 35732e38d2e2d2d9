// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.Set;
import org.nmr.UnloadPolicy;

/** The names that users write: service properties, and the keys of the configuration. */
public final class Keys {
    /** The PID of the configuration. */
    public static final String PID = "nmr.drain";

    /** The service property by which a service asks to be drained. */
    public static final String DRAIN = "nmr.drain";

    /** How long calls wait for a replacement: as a service property, or in the framework's properties. */
    public static final String HOLD = "nmr.drain.hold";

    /** The types of objects that a service hands out, as a service property, or in the framework's properties. */
    public static final String HANDS_OUT = "nmr.drain.handsout";

    /** The service property of a stand-in: the id of the original. */
    public static final String MARK = "nmr.drain.original";

    /** The property of what watches an original while no start of this bundle does: the id of the original. */
    public static final String WATCHED = "nmr.drain.watched";

    /** In the configuration: which services are drained, besides those that ask for it. */
    public static final String CONFIGURED_FILTER = "filter";

    /** In the configuration: how long calls wait, for services that do not say it themselves. */
    public static final String CONFIGURED_HOLD = "hold";

    /** In the configuration: how many threads may wait for replacements at the same time. */
    public static final String CONFIGURED_THREADS = "hold.threads";

    /** In the configuration: the types of objects that services hand out, for those that do not say it themselves. */
    public static final String CONFIGURED_HANDS_OUT = "handsout";

    /** The policy of an end, in service properties and in the configuration. */
    public static final Set<String> POLICIES =
            Set.of(UnloadPolicy.DEADLINE, UnloadPolicy.AT_DEADLINE, UnloadPolicy.REPORT_AFTER);

    private Keys() {}
}
