// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That methods assert which monitor they need, or that they must not be called with. One of each kind. */
class MonitorTest {
    @RegisterExtension
    final World world = new World();

    @Test
    void stateOfASpace_withoutItsMonitor_isAFault() {
        NpiSpace space = world.registrar.space("test.npi");
        assertThrows(AssertionError.class, space::nextBinding);
        synchronized (space) {
            assertEquals(1, space.nextBinding());
        }
    }

    @Test
    void stateOfAModule_withoutItsMonitor_isAFault() {
        LiveModule module = world.module("M");
        assertThrows(AssertionError.class, module.satisfaction()::ongoing);
        module.close();
    }

    @Test
    void codeOfModules_underAMonitor_isAFault() {
        LiveModule module = world.module("M");
        synchronized (module) {
            assertThrows(AssertionError.class, module.satisfaction()::look);
        }
        module.close();
    }
}
