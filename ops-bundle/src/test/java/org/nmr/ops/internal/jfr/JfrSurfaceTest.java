// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.diagnostics.EventKind;
import org.nmr.ops.internal.FakeServices;

/** A recording has the events, and the registrar is listened to only meanwhile. */
@Timeout(300)
class JfrSurfaceTest {
    /** By the kinds. */
    private static final List<String> NAMES =
            List.of("Attach", "Refuse", "Fail", "Detach", "Unload", "Revoke", "Blocked", "LongCall");

    private final FakeServices services = new FakeServices();

    @Test
    void record_allKinds_recordingHasThem(@TempDir Path folder) throws Exception {
        try (JfrSurface surface = new JfrSurface(services.context());
                Recording recording = new Recording()) {
            assertEquals(List.of(), services.published());
            recording.start();
            FakeServices.await(() -> services.published().size() == 1);
            FakeServices.Published published = services.published().get(0);
            assertEquals(EventKind.values().length, published.kinds().size());
            Arrays.stream(EventKind.values())
                    .forEach(kind -> published.listener().event(FakeServices.event(kind)));
            recording.stop();
            FakeServices.await(() -> services.published().isEmpty());

            Path file = folder.resolve("test.jfr");
            recording.dump(file);
            assertRecorded(ours(file));
        }
        assertEquals(List.of(), services.published());
    }

    private static List<RecordedEvent> ours(Path file) throws Exception {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.nmr."))
                .toList();
    }

    private static void assertRecorded(List<RecordedEvent> events) {
        assertEquals(
                NAMES.stream().map(name -> "org.nmr." + name).toList(),
                events.stream().map(event -> event.getEventType().getName()).toList());
        for (RecordedEvent event : events) {
            assertEquals("test.npi", event.getString("npi"));
            assertEquals("<b>client</b>\\n [5]", event.getString("client"));
            assertEquals("provider [6]", event.getString("provider"));
            assertEquals("3-1", event.getString("binding"));
            assertEquals("COMPLETE", event.getString("outcome"));
            assertEquals(2, event.getInt("calls"));
            assertEquals(2, event.getDuration("elapsed").toMillis());
            assertEquals(1_700_000_000_000L, event.getInstant("happened").toEpochMilli());
            assertTrue(event.getEventType().getLabel().length() > 1);
        }
    }

    @Test
    void record_oneKind_onlyThatIsListenedTo() {
        try (JfrSurface surface = new JfrSurface(services.context());
                Recording recording = new Recording()) {
            for (EventKind kind : EventKind.values()) {
                if (kind != EventKind.UNLOADED) {
                    recording.disable("org.nmr." + NAMES.get(kind.ordinal()));
                }
            }
            recording.start();
            FakeServices.await(() -> services.published().size() == 1);
            assertEquals(List.of("UNLOADED"), services.published().get(0).kinds());
        }
        assertEquals(List.of(), services.published());
    }
}
