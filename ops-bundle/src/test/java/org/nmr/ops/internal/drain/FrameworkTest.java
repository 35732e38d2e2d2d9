// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.FrameworkWiring;

/** A refresh is awaited for a limited time. */
@Timeout(60)
class FrameworkTest {
    private final Bundle bundle = Fake.of(Bundle.class, Map.of());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refresh_frameworkMaySayThatItIsDone_returnsWhetherItHas(boolean says) throws Exception {
        FrameworkWiring wiring = Fake.of(FrameworkWiring.class, Map.of("refreshBundles", args -> {
            assertEquals(List.of(bundle), args[0]);
            return says ? tell((FrameworkListener[]) args[1]) : null;
        }));
        Bundle system = Fake.of(Bundle.class, Map.of("adapt", args -> wiring));
        BundleContext context = Fake.of(BundleContext.class, Map.of("getBundle", args -> system));
        assertEquals(says, Framework.of(context).refresh(bundle, Duration.ofMillis(1)));
    }

    private Object tell(FrameworkListener... listeners) {
        for (FrameworkListener each : listeners) {
            each.frameworkEvent(new FrameworkEvent(FrameworkEvent.PACKAGES_REFRESHED, bundle, null));
        }
        return null;
    }
}
