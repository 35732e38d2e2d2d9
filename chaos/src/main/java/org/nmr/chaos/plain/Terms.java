// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.service.Ticket;
import org.nmr.chaos.service.Till;
import org.nmr.chaos.shared.Script;
import org.osgi.framework.FrameworkUtil;

/**
 * What a service is registered with.
 *
 * @param scope 0 for singleton, 1 for bundle, 2 for prototype
 * @param hasTill whether it has the second interface
 * @param isHeld whether calls wait for a replacement
 * @param handsOut whether it hands out tickets
 * @param ranking the first ranking
 */
record Terms(int scope, boolean hasTill, boolean isHeld, boolean handsOut, int ranking) {
    static final int SINGLETON = 0;
    static final int BUNDLE = 1;

    private static final String HOLD = "PT0.1S";

    /** The same at each start, so that a service has replacements. */
    static Terms fixed(int slot) {
        return new Terms(slot % 4 == 3 ? BUNDLE : SINGLETON, slot % 2 == 0, slot % 2 == 0, slot % 3 != 0, 1);
    }

    /** Others at each start. */
    static Terms of(Script script) {
        return new Terms(
                Choice.SCOPE.of(script),
                Choice.SECOND_INTERFACE.isMade(script),
                Choice.HOLD.isMade(script),
                Choice.HAND_OUT.isMade(script),
                Choice.RANKING.of(script));
    }

    String[] types() {
        List<String> types = new ArrayList<>(List.of(Desk.class.getName()));
        if (hasTill) {
            types.add(Till.class.getName());
        }
        return types.toArray(String[]::new);
    }

    Dictionary<String, Object> properties(boolean isDrained, int number) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("nmr.drain", isDrained);
        properties.put("service.ranking", ranking + number % 3);
        properties.put("number", number);
        if (isHeld) {
            properties.put("nmr.drain.hold", HOLD);
        }
        if (handsOut) {
            properties.put("nmr.drain.handsout", Ticket.class.getName());
        }
        return FrameworkUtil.asDictionary(properties);
    }
}
