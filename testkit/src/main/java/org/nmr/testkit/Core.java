// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.Executor;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.RegistrationListener;
import org.nmr.diagnostics.RegistrarRuntime;

/**
 * The core of the registrar, as far as the test kit needs it.
 *
 * <p>The registrar bundle has a class with the same methods. That class cannot implement this interface: the tests of
 * the registrar use the test kit, so the build makes the test kit first.
 */
interface Core {
    NetworkModuleRegistrar open(Owner owner);

    Deregistration unload(NetworkModuleRegistrar view);

    Deregistration unloadAll();

    void revokeAll();

    void configure(String name, Object value);

    RegistrarRuntime runtime();

    String whoBlocks();

    Runnable listen(RegistrationListener listener, Executor threads);
}
