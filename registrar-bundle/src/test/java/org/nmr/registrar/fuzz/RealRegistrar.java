// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.function.Function;
import org.nmr.ModuleRegistrations;
import org.nmr.Owner;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.QuietLog;

/** The registrar, with a log that says nothing and waits that fail where they would block. */
final class RealRegistrar {
    private static final Environment SETTINGS = new Environment(new QuietLog(), new NoTime(), Class::getName);

    private RealRegistrar() {}

    static Function<String, ModuleRegistrations> open() {
        OwnerRegistrar owner = new Registrar(SETTINGS).open(new Owner(1, "fuzz", "1.0.0"));
        return owner::openModule;
    }

    private static final class NoTime implements Timing {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public boolean await(Latch latch, long nanos) {
            if (!latch.isOpen() && nanos > 0) {
                throw new WouldBlock();
            }
            return latch.isOpen();
        }
    }
}
