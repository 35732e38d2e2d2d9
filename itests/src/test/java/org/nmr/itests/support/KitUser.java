// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.DetachStatus;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ClauseNames;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.RegistrarExtension;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;
import org.nmr.testkit.contract.RegistrarContract;

/** A user's tests, to be run with another JUnit than that of this build. */
@ExtendWith(RegistrarExtension.class)
@DisplayNameGeneration(ClauseNames.class)
final class KitUser {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.kit", Runnable.class);

    private static ScriptedProvider<Void, Runnable> attach(ModuleHarness harness) {
        ScriptedProvider<Void, Runnable> provider = harness.provider("provider", NPI, () -> {});
        provider.register();
        ScriptedClient<Void, Runnable> client = harness.client("client", NPI);
        client.register();
        client.peer().run();
        return provider;
    }

    @Test
    @Clause("C-1")
    void passes(PlainRegistrar registrar, ModuleHarness harness) {
        attach(harness).assertAttached(1);
        registrar.assertBindings(1, NPI);
    }

    @Test
    void countsWrong(ModuleHarness harness) {
        attach(harness).assertAttached(2);
    }

    @Test
    void leavesAModule(PlainRegistrar registrar) {
        registrar.closeWithin(Duration.ofMillis(100));
        attach(new ModuleHarness(registrar)).onDetach(context -> DetachStatus.PENDING);
    }

    /** The other way to get them. */
    static final class Fields {
        private final PlainRegistrar registrar = new PlainRegistrar();

        @RegisterExtension
        final ModuleHarness harness = new ModuleHarness(registrar);

        @Test
        void passes() {
            attach(harness);
            registrar.assertBindings(1, NPI);
        }
    }

    /** The contract for registrars. */
    static final class Contract extends RegistrarContract {
        private final PlainRegistrar registrar = new PlainRegistrar();

        @Override
        protected NetworkModuleRegistrar open(String owner) {
            return registrar.open(owner);
        }

        @Override
        protected void close() {
            registrar.close();
        }
    }
}
