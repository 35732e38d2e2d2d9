// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.EventKind;
import org.nmr.ops.internal.MonitoringPage;

/** The page names what a recording has. */
class MonitoringPageTest {
    @Test
    void names_events_areOnThePage() throws Exception {
        assertEquals(
                Stream.of(EventKind.values())
                        .map(kind -> NmrEvent.of(kind)
                                .getClass()
                                .getAnnotation(Name.class)
                                .value())
                        .collect(Collectors.toCollection(TreeSet::new)),
                MonitoringPage.names("JFR event"));
    }

    @Test
    void names_fields_areOnThePage() throws Exception {
        assertEquals(
                Arrays.stream(NmrEvent.class.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Label.class))
                        .map(field -> field.getName())
                        .collect(Collectors.toCollection(TreeSet::new)),
                MonitoringPage.names("JFR field"));
    }
}
