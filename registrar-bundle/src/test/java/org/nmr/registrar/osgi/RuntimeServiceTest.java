// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The property says the count of changes, and is written only if that is another. */
class RuntimeServiceTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Settings.DEFAULT);
    private final List<Long> written = new ArrayList<>();
    private boolean unregistered;

    private final ServiceRegistration<?> registration = Fake.of(
            ServiceRegistration.class,
            Map.of(
                    "setProperties",
                    args -> {
                        if (unregistered) {
                            throw new IllegalStateException("unregistered");
                        }
                        written.add(count(args[0]));
                        return null;
                    },
                    "unregister",
                    args -> {
                        unregistered = true;
                        return null;
                    }));

    private final BundleContext context = Fake.of(BundleContext.class, Map.of("registerService", args -> {
        written.add(count(args[2]));
        return registration;
    }));

    private final RuntimeService service =
            new RuntimeService(context, new Diagnostics(registrar), registrar.changes(), Settings.DEFAULT.log());

    private static Long count(Object properties) {
        return (Long) ((Dictionary<?, ?>) properties).get("service.changecount");
    }

    private void change() {
        registrar
                .open(Owner.UNKNOWN)
                .registerProvider(
                        ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, () -> {})));
    }

    @Test
    void registration_always_hasTheCount() {
        assertEquals(List.of(0L), written);
    }

    @Test
    void write_nothingHasChanged_writesNothing() {
        assertFalse(service.write());
        assertEquals(List.of(0L), written);
    }

    @Test
    void write_afterChanges_writesTheLastCountOnce() {
        change();
        change();
        assertFalse(service.write());
        assertFalse(service.write());
        assertEquals(List.of(0L, registrar.changes().count()), written);
    }

    @Test
    void write_afterUnregister_writesNothing() {
        service.unregister();
        change();
        assertFalse(service.write());
        assertEquals(List.of(0L), written);
    }
}
