// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrarOptions;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/** Only the end of the framework limits the unloads of a registrar. */
@Timeout(300)
class ShutdownBudgetTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);

    private void stopping(long bundle, String budget) {
        BundleContext context = Fake.of(
                BundleContext.class,
                Map.of("getProperty", args -> RegistrarOptions.SHUTDOWN_BUDGET.equals(args[0]) ? budget : null));
        ConfiguredOptions options = new ConfiguredOptions(context, registrar, Environment.DEFAULT.log());
        Bundle stopping = Fake.of(Bundle.class, Map.of("getBundleId", args -> bundle));
        new ShutdownBudget(registrar, options).bundleChanged(new BundleEvent(BundleEvent.STOPPING, stopping));
    }

    /** Begins to end somebody whose side stays pending. */
    private Deregistration unload() {
        BindingContext pending = new BindingContext() {
            @Override
            public DetachStatus detach() {
                return DetachStatus.PENDING;
            }
        };
        registrar
                .open(Owner.UNKNOWN)
                .registerProvider(ProviderCharacteristics.of(NPI, client -> Answer.accept(pending, () -> {})));
        registrar
                .open(Owner.UNKNOWN)
                .registerClient(ClientCharacteristics.of(
                        NPI,
                        provider ->
                                assertTrue(provider.attach(BindingContext.NONE).attached())));
        return registrar.unloadAll();
    }

    @Test
    void bundleChanged_frameworkStops_givesUpWhatIsOutstandingAfterTheBudget() throws Exception {
        stopping(0, "0");
        CompletableFuture.runAsync(unload()::await).get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"7, 0", "0, none"})
    void bundleChanged_otherBundleOrNoBudget_limitsNothing(long bundle, String budget) throws Exception {
        stopping(bundle, budget);
        assertFalse(unload().await(Duration.ofMillis(1100)));
    }
}
