// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JVMs get the asymmetric form. */
class BarrierTest {
    @ParameterizedTest
    @CsvSource({
        "OpenJDK 64-Bit Server VM,        17.0.15+6,             '',     false",
        "Java HotSpot(TM) 64-Bit Server VM, 25+37,               '',     false",
        "OpenJDK 64-Bit Server VM,        17.0.15+6,             fenced, true",
        "OpenJDK 64-Bit Server VM,        17.0.9+9-jvmci-23.0,   '',     true",
        "OpenJDK 64-Bit Zero VM,          17.0.15+6,             '',     true",
        "Eclipse OpenJ9 VM,               openj9-0.41.0,         '',     true",
        "Substrate VM,                    GraalVM 21,            '',     true",
    })
    void needsFence_byVm_onlyHotSpotDoesWithout(String name, String version, String wanted, boolean expected) {
        Properties system = new Properties();
        system.setProperty("java.vm.name", name);
        system.setProperty("java.vm.version", version);
        system.setProperty("org.nmr.guard", wanted);
        assertEquals(expected, Barrier.needsFence(system));
    }
}
