// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.NetworkModuleActivator;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/** A bundle that cannot be asked is left alone, and the registrar starts all the same. */
class ForgottenSuperTest {
    private final List<String> history = new ArrayList<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> history.add(args[0] + " " + args[1])));

    private Supplier<Class<?>> activator = () -> NetworkModuleActivator.class;

    private final Bundle bundle = Fake.of(
            Bundle.class,
            Map.of(
                    "getState", args -> Bundle.ACTIVE,
                    "getBundleId", args -> 7L,
                    "getSymbolicName", args -> "test",
                    "getVersion", args -> Version.emptyVersion,
                    "getLastModified", args -> 1L,
                    "getHeaders", args -> FrameworkUtil.asDictionary(Map.of("Bundle-Activator", " m.Activator ")),
                    "loadClass", args -> activator.get()));

    private final ForgottenSuper forgotten =
            new ForgottenSuper(Fake.of(BundleContext.class, Map.of("getBundles", args -> new Bundle[] {bundle})), log);

    /** What a class loader, a weaving hook or a full heap throws. */
    enum Failure {
        LINKAGE(() -> new NoClassDefFoundError("scripted")),
        HEAP(() -> new OutOfMemoryError("scripted")),
        ASSERTION(() -> new AssertionError("scripted"));

        private final Supplier<Error> error;

        Failure(Supplier<Error> error) {
            this.error = error;
        }
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void open_classOfAnActivatorCannotBeHad_leavesTheBundleAlone(Failure failure) {
        activator = () -> {
            throw failure.error.get();
        };
        forgotten.open();
        forgotten.bundleChanged(new BundleEvent(BundleEvent.STARTED, bundle));
        String entry = "DEBUG the activator of test [7] is not known";
        assertEquals(List.of(entry, entry), history);
    }

    @Test
    void open_activatorHasPublishedNothing_isWarnedOfOnce() {
        forgotten.open();
        forgotten.bundleChanged(new BundleEvent(BundleEvent.STARTED, bundle));
        assertEquals(
                List.of("WARNING bundle test [7]: its activator m.Activator overrides start(BundleContext) and has not"
                        + " called super.start(context). So its network module is not registered. Call"
                        + " super.start(context) as the last step of start()"),
                history);
    }
}
