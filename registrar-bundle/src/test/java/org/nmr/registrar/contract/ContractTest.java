// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.contract;

import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.osgi.LdapFilters;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.QuietLog;
import org.nmr.testkit.contract.RegistrarContract;

/** This registrar passes the contract. */
class ContractTest extends RegistrarContract {
    private final Registrar registrar =
            new Registrar(new Environment(new QuietLog(), Timing.SYSTEM, Class::getName, LdapFilters::compile));
    private final AtomicInteger bundles = new AtomicInteger();

    @Override
    protected NetworkModuleRegistrar open(String owner) {
        return registrar.open(new Owner(bundles.incrementAndGet(), owner, "1.0.0"));
    }

    @Override
    protected void close() {
        registrar.unloadAll().await();
    }
}
