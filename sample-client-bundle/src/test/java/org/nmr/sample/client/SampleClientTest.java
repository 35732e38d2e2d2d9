// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SampleClientTest {
    private final FakeContext framework = new FakeContext(Map.of(SenderCount.PROPERTY, "2"));

    private static List<String> senderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nmr-sample-client sender"))
                .toList();
    }

    @Test
    void activate_frameworkProperty_startsSoManySendersAndDeactivateEndsThem() {
        SampleClient client = new SampleClient(framework.context(), new TestSettings(0));
        assertEquals(2, senderThreads().size());
        client.deactivate();
        assertEquals(List.of(), senderThreads());
    }

    @Test
    void activate_configuration_winsOverFrameworkProperty() {
        assertEquals(3, SenderCount.of(new TestSettings(3), framework.context()));
        assertEquals(2, SenderCount.of(new TestSettings(0), framework.context()));
        assertEquals(8, SenderCount.of(new TestSettings(0), new FakeContext(Map.of()).context()));
    }

    @Test
    void activate_badNumber_failsAndSaysWhichOne() {
        FakeContext bad = new FakeContext(Map.of(SenderCount.PROPERTY, "many"));
        assertEquals(
                "framework property nmr.sample.client.senders: expected a number of threads, was \"many\"",
                assertThrows(IllegalArgumentException.class, () -> new SampleClient(bad.context(), new TestSettings(0)))
                        .getMessage());
        assertEquals(
                "configuration property senders: expected at least 1 thread, was -1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new SampleClient(bad.context(), new TestSettings(-1)))
                        .getMessage());
        assertEquals(List.of(), senderThreads());
    }

    @Test
    void activate_always_publishesItsCountersUntilDeactivated() {
        SampleClient client = new SampleClient(framework.context(), new TestSettings(1));
        assertEquals(
                Set.of("calls", "failed", "refused", "answers", "lost", "attached", "detached", "late-calls"),
                framework.counters.keySet());
        client.deactivate();
        assertEquals(Set.of(), framework.counters.keySet());
    }
}
