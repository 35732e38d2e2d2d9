// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    private final Hosts hosts = new Hosts(" nmr.example ,,Console.Example");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8181, 127.0.0.1",
        "127.0.0.1, 127.0.0.1",
        "127.0.0.2:1, 127.0.0.1",
        "localhost:8181, 127.0.0.1",
        "LocalHost, 127.0.0.1",
        "localhost, '[0:0:0:0:0:0:0:1]'",
        "[::1]:8181, ::1",
        "[::1], 0:0:0:0:0:0:0:1",
        "192.0.2.1:8181, 192.0.2.1",
        "[2001:db8::1]:80, 2001:db8:0:0:0:0:0:1",
        "nmr.example, 192.0.2.1",
        "NMR.Example:8181, 127.0.0.1",
        "console.example:80, ::1"
    })
    void accept_whatTheConsoleIsBoundTo_isTrue(String host, String local) {
        assertTrue(hosts.accept(host, local));
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 127.0.0.1",
        "localhost, 192.0.2.1",
        "127.0.0.1, 192.0.2.1",
        "192.0.2.2, 192.0.2.1",
        "192.0.2.1, 127.0.0.1",
        "127.0.0.1.evil.example, 127.0.0.1",
        "localhost.evil.example:8181, 127.0.0.1",
        "nmr.example.evil.example, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0x7f000001, 127.0.0.1",
        "999.0.0.1, 127.0.0.1",
        "a:b:c, 127.0.0.1",
        "127.0.0.1:x, 127.0.0.1",
        "'', 127.0.0.1",
        "':8181', 127.0.0.1",
        "'[]', 127.0.0.1",
        "'[127.0.0.1', 127.0.0.1",
        "user@127.0.0.1, 127.0.0.1"
    })
    void accept_anotherName_isFalse(String host, String local) {
        assertFalse(hosts.accept(host, local));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.8.9.1, true", "::1, true", "[::1], true", "0.0.0.0, false", "host, false"})
    void isLoopback_isOfAddressesAlone(String local, boolean expected) {
        assertEquals(expected, Hosts.isLoopback(local));
    }

    @Test
    void names_notConfigured_areNone() {
        assertFalse(new Hosts(null).accept("nmr.example", "127.0.0.1"));
    }
}
