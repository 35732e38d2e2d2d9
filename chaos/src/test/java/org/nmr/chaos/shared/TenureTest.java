// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TenureTest {
    private final Ledger ledger = new Ledger();
    private final AtomicLong shield = new AtomicLong(7);
    private final Tenure service = new Tenure(ledger, "service", shield::get);

    @Test
    void over_nothingIsInside_isClean() {
        service.enter(Way.COUNTED).close();
        service.over();
        assertTrue(ledger.isClean());
    }

    @Test
    void over_aCallIsInside_isCutOff() {
        try (Stay call = service.enter(Way.PLAIN)) {
            service.over();
        }
        assertEquals(1, ledger.get(Rule.CUT_CALL));
    }

    @Test
    void over_aStayIsClosedTwice_doesNotHideAnother() {
        try (Stay other = service.enter(Way.COUNTED)) {
            Stay call = service.enter(Way.COUNTED);
            call.close();
            call.close();
            service.over();
        }
        assertEquals(1, ledger.get(Rule.CUT_CALL));
    }

    @Test
    void enter_afterTheEnd_isLate() {
        service.over();
        service.enter(Way.COUNTED).close();
        assertEquals(1, ledger.get(Rule.LATE_CALL));
    }

    @Test
    void over_whatDrainsHasChanged_onlyTheCallThroughAStandInIsCutOff() {
        Stay counted = service.enter(Way.COUNTED);
        Stay plain = service.enter(Way.PLAIN);
        shield.incrementAndGet();
        service.over();
        counted.close();
        plain.close();
        assertEquals(1, ledger.get(Rule.CUT_CALL));
        assertEquals(1, ledger.get(Count.PLAIN_CUT));
    }

    @Test
    void over_anObjectIsReleasedUnderACall_isCutOffWhileNothingChanged() {
        Tenure object = service.ofObject();
        Tenure later = service.ofObject();
        Stay call = object.enter(Way.COUNTED);
        object.over();
        assertEquals(1, ledger.get(Rule.CUT_CALL));
        Stay another = later.enter(Way.COUNTED);
        shield.incrementAndGet();
        later.over();
        assertEquals(1, ledger.get(Rule.CUT_CALL));
        call.close();
        another.close();
        service.over();
        assertEquals(1, ledger.get(Rule.CUT_CALL));
    }

    @Test
    void over_registeredByABundleThatStops_isPlain() {
        service.exempt();
        try (Stay call = service.enter(Way.PLAIN)) {
            service.over();
        }
        assertTrue(ledger.isClean());
        assertEquals(1, ledger.get(Count.PLAIN_CUT));
    }

    @Test
    void end_ofThePlainBundle_endsItsServices() {
        PlainLife life = new PlainLife(ledger, "plain", new Script(1), shield::get);
        try (Stay call = life.tenure().enter(Way.COUNTED)) {
            life.end();
        }
        assertEquals(1, ledger.get(Rule.CUT_CALL));
        assertEquals(1, ledger.get(Count.STOPS));
    }
}
