// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.time.Duration;
import org.nmr.drain.internal.rules.ServiceFacts;

/**
 * What operators see of one service.
 *
 * @param facts the service
 * @param condition DRAINED, HELD, UNCOUNTED, ENDED, PLAIN or ADOPTED
 * @param hold how long calls wait for a replacement; zero is not at all
 * @param npi the id of the NPI in the registrar; empty if there is none
 * @param note the reason, or what was asked for and is not done; empty if nothing
 */
public record Row(ServiceFacts facts, String condition, Duration hold, String npi, String note) {
    static Row plain(ServiceFacts facts, String reason) {
        return new Row(facts, "PLAIN", Duration.ZERO, "", reason);
    }

    static Row adopted(ServiceFacts facts) {
        return new Row(
                facts,
                "ADOPTED",
                Duration.ZERO,
                Original.npiId(facts),
                "drained by an earlier start of this bundle, until its next registration");
    }

    static Row of(Published published) {
        ServiceFacts facts = published.facts();
        Duration hold = published instanceof StandIn standIn ? standIn.hold() : Duration.ZERO;
        return new Row(facts, published.condition().name(), hold, Original.npiId(facts), published.note());
    }
}
