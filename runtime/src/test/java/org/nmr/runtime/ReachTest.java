// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachTest {
    @Test
    void settings_alone_areNone() {
        assertEquals(Map.of(), Reach.NONE.settings());
    }

    @Test
    void settings_node_areThoseOfTheBundle() {
        assertEquals(
                Map.of(
                        "nmr.reach.node", "a",
                        "nmr.reach.listen", "127.0.0.1:7001",
                        "nmr.reach.connect", "h:1,h:2"),
                new Reach("a", "127.0.0.1:7001", List.of("h:1", "h:2")).settings());
    }

    @Test
    void check_portInUse_saysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Reach reach = new Reach("a", address, List.of());
            String message = assertThrows(UsageException.class, reach::check).getMessage();
            assertTrue(message.startsWith("cannot listen at " + address + ": "), message);
            assertTrue(message.endsWith("; name a free address of this machine with --listen HOST:PORT"), message);
        }
    }

    @Test
    void check_nothingToListenAt_passes() throws UsageException {
        new Reach("a", "", List.of("h:1")).check();
    }
}
