// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration may say. */
class SettingsTest {
    @Test
    void read_nothing_isNothing() {
        assertEquals(Optional.empty(), Settings.read(key -> null));
        assertEquals(Optional.empty(), Settings.read(key -> " "));
        assertEquals(Optional.empty(), Settings.read(Map.of("path", "/other")::get));
    }

    @Test
    void read_onlyServers_hasDefaults() {
        assertEquals(
                Optional.of(new Settings("zk:2181", "/nmr", "nodes", Duration.ofSeconds(15), Optional.empty())),
                Settings.read(Map.of("connect", " zk:2181 ")::get));
    }

    @Test
    void read_everything_isThat() {
        Settings read = Settings.read(Map.of(
                                "connect", "zk1,zk2:2182,[::1]:2183/plant",
                                "path", "/nmr/test",
                                "service", "east-1",
                                "session.timeout", "PT30S",
                                "announce", "gate.example.org:7001")
                        ::get)
                .orElseThrow();
        assertEquals("zk1,zk2:2182,[::1]:2183/plant", read.connect());
        assertEquals("/nmr/test/east-1", read.folder());
        assertEquals(Duration.ofSeconds(30), read.session());
        assertEquals(Optional.of(new Address("gate.example.org", 7001)), read.announce());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connect | zk:2181,, | servers such as zk1:2181,zk2:2181, perhaps with a path behind them",
                "connect | http://zk:2181 | servers such as zk1:2181,zk2:2181, perhaps with a path behind them",
                "connect | zk:2181/a/../b | servers such as zk1:2181,zk2:2181, perhaps with a path behind them",
                "path | nmr | a path such as /nmr of letters, digits, '_', '.' and '-'",
                "path | / | a path such as /nmr of letters, digits, '_', '.' and '-'",
                "path | /a//b | a path such as /nmr of letters, digits, '_', '.' and '-'",
                "path | /.. | a path such as /nmr of letters, digits, '_', '.' and '-'",
                "service | a/b | a name of letters, digits, '_', '.' and '-'",
                "service | . | a name of letters, digits, '_', '.' and '-'",
                "session.timeout | 15 | a duration from PT1S to PT10M, such as PT15S",
                "session.timeout | PT0.5S | a duration from PT1S to PT10M, such as PT15S",
                "session.timeout | PT1H | a duration from PT1S to PT10M, such as PT15S",
                "announce | 0.0.0.0:7001 | host:port that other nodes can dial",
                "announce | 7001 | host:port that other nodes can dial",
                "announce | a:70000 | host:port that other nodes can dial"
            })
    void read_wrong_saysWhatIsExpected(String key, String value, String expected) {
        Map<String, String> given = key.equals("connect") ? Map.of(key, value) : Map.of("connect", "zk", key, value);
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> Settings.read(given::get));
        assertEquals(key + ": expected " + expected + ", was \"" + value + "\"", thrown.getMessage());
    }


    @Test
    void read_noText_saysWhatIsExpected() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Settings.read(Map.of("connect", 2181)::get));
        assertEquals("connect: expected a text of at most 1000 characters, was \"2181\"", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1", "10.0.0.1:65535", "[::1]:7001", "[fe80::1%eth0]:7001", "node_1.example.org:7001"})
    void parse_address_isWrittenTheSame(String text) {
        assertEquals(text, Address.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", ":1", "a:0", "a:65536", "a:123456", "::1:7001", "[a]:1", "[::1]", "a b:1"})
    void parse_other_isNone(String text) {
        assertEquals(Optional.empty(), Address.parse(text));
    }
}
