// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nmr.Npi;

class DatagramNpiTest {
    @Test
    void npi_always_namesItsPackageAndBothDispatches() {
        assertEquals(
                new Npi<>("org.nmr.sample.datagram", DatagramClient.class, DatagramProvider.class), DatagramNpi.NPI);
    }
}
