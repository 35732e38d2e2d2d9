// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.ops.internal.FakeServices;
import org.nmr.ops.internal.MonitoringPage;
import org.osgi.service.event.Event;

/** Which topics a handler wants, and what an event has. */
class EventAdminSurfaceTest {
    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);
    private static final Set<EventKind> NONE = EnumSet.noneOf(EventKind.class);

    @Test
    void kinds_patterns_areReadAsEventAdminDoes() {
        assertEquals(ALL, Topics.kinds("*"));
        assertEquals(ALL, Topics.kinds("org/*"));
        assertEquals(ALL, Topics.kinds(new String[] {"com/*", "org/nmr/*"}));
        assertEquals(EnumSet.of(EventKind.LONG_CALL), Topics.kinds(List.of("org/nmr/long_call")));
        assertEquals(NONE, Topics.kinds("org/nmr"));
        assertEquals(NONE, Topics.kinds("org/nmrs/*"));
        assertEquals(NONE, Topics.kinds(null));
        assertEquals(NONE, Topics.kinds(7));
    }

    @Test
    void event_eachKind_hasAValidTopicAndTheSides() {
        for (EventKind kind : EventKind.values()) {
            Event event =
                    new Event(EventAdminSurface.topic(kind), EventAdminSurface.properties(FakeServices.event(kind)));
            assertEquals("test.npi", event.getProperty("npi"));
            assertEquals(5L, event.getProperty("client.bundle"));
            assertEquals("provider", event.getProperty("provider"));
            assertEquals(2_000_000L, event.getProperty("duration.nanos"));
        }
    }

    @Test
    void names_topics_areOnThePage() throws Exception {
        assertEquals(
                ALL.stream().map(EventAdminSurface::topic).collect(Collectors.toCollection(TreeSet::new)),
                MonitoringPage.names("topic"));
    }

    @Test
    void properties_unknownValues_areNotThere() {
        Map<String, Object> properties = EventAdminSurface.properties(new EventDTO());
        assertFalse(properties.containsKey("client"));
        assertFalse(properties.containsKey("duration.nanos"));
        assertFalse(properties.containsKey("outcome"));
    }
}
