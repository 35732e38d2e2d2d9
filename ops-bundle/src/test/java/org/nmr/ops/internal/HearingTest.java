// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.EventKind;

/** A listener is published exactly for what is wanted. */
class HearingTest {
    private final FakeServices services = new FakeServices();
    private final Hearing hearing = new Hearing(services.context(), event -> {});

    private List<List<String>> published() {
        return services.published().stream().map(FakeServices.Published::kinds).toList();
    }

    @Test
    void want_nothing_publishesNothing() {
        hearing.want(Set.of());
        assertEquals(List.of(), published());
    }

    @Test
    void want_otherKinds_publishesOneListenerForThese() {
        hearing.want(EnumSet.of(EventKind.UNLOADED, EventKind.ATTACHED));
        assertEquals(List.of(List.of("ATTACHED", "UNLOADED")), published());
        hearing.want(EnumSet.of(EventKind.REVOKED));
        assertEquals(List.of(List.of("REVOKED")), published());
        hearing.want(Set.of());
        assertEquals(List.of(), published());
    }

    @Test
    void close_thenWanted_staysWithdrawn() {
        hearing.want(EnumSet.of(EventKind.UNLOADED));
        hearing.close();
        assertEquals(List.of(), published());
        hearing.want(EnumSet.of(EventKind.ATTACHED));
        assertEquals(List.of(), published());
    }
}
