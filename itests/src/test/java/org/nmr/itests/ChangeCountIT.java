// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.ServiceReference;

/** Who watches the diagnostics sees that there is something new; afterwards no thread is left, see {@link Felix}. */
class ChangeCountIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @Test
    void changeCount_somebodyRegisters_grows() throws Exception {
        felix.startRegistrar();
        ServiceReference<?> runtime =
                felix.context().getAllServiceReferences("org.nmr.diagnostics.RegistrarRuntime", null)[0];
        Object first = runtime.getProperty("service.changecount");
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        Await.until("a change count above " + first, () -> {
            Object next = runtime.getProperty("service.changecount");
            return first instanceof Long before && next instanceof Long after && after > before;
        });
    }
}
