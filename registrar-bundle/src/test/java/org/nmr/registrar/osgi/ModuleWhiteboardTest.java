// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nmr.NetworkModule;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** What is withdrawn while the whiteboard opens is not loaded afterwards. */
class ModuleWhiteboardTest {
    private final List<String> history = new ArrayList<>();
    private final Map<ServiceReference<?>, NetworkModule> services = new HashMap<>();
    private final AtomicReference<ModuleWhiteboard> whiteboard = new AtomicReference<>();

    private ServiceReference<?> reference(NetworkModule module) {
        Bundle bundle = Fake.of(
                Bundle.class,
                Map.of(
                        "getState", args -> Bundle.ACTIVE,
                        "getBundleId", args -> 7L,
                        "getSymbolicName", args -> "test",
                        "getVersion", args -> Version.emptyVersion));
        ServiceReference<?> reference = Fake.of(ServiceReference.class, Map.of("getBundle", args -> bundle));
        services.put(reference, module);
        return reference;
    }

    @Test
    void open_moduleWithdrawnBeforeItIsReached_isNotLoaded() throws Exception {
        ServiceReference<?> late = reference(nmr -> history.add("late registers"));
        ServiceReference<?> first = reference(nmr -> {
            history.add("first registers");
            whiteboard.get().serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, late));
        });
        Map<String, Function<Object[], Object>> answers = Map.of(
                "getServiceReferences", args -> List.of(first, late),
                "getService", args -> services.get(args[0]));
        Registrar registrar = new Registrar(Settings.DEFAULT);
        whiteboard.set(new ModuleWhiteboard(
                Fake.of(BundleContext.class, answers),
                new BundleOwners(registrar, Settings.DEFAULT.log()),
                Settings.DEFAULT.log()));
        whiteboard.get().open();
        assertEquals(List.of("first registers"), history);

        registrar.unloadAll().await();
        whiteboard.get().close();
    }
}
