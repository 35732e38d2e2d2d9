// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.testkit.Fake;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle context that shows which diagnostic listeners are published. */
public final class FakeServices {
    /** One published listener. */
    public record Published(DiagnosticListener listener, List<String> kinds) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();

    /** Returns the context. */
    public BundleContext context() {
        return Fake.of(BundleContext.class, Map.of("registerService", args -> {
            Published one = new Published((DiagnosticListener) args[1], List.of((String[])
                    ((Dictionary<?, ?>) args[2]).get(DiagnosticListener.KINDS)));
            published.add(one);
            return Fake.of(ServiceRegistration.class, Map.of("unregister", none -> {
                published.remove(one);
                return null;
            }));
        }));
    }

    /** Returns what is published now. */
    public List<Published> published() {
        return new ArrayList<>(published);
    }

    /** Waits until something that another thread does is done. */
    public static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end && !condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
        assertTrue(condition.getAsBoolean());
    }

    /** Makes an event with hostile names in it, as the registrar has escaped them. */
    public static EventDTO event(EventKind kind) {
        EventDTO event = new EventDTO();
        event.kind = kind;
        event.time = 1_700_000_000_000L;
        event.durationNanos = 2_000_000;
        event.npi = "test.npi";
        event.binding = "3-1";
        event.client = owner(5, "<b>client</b>\\n");
        event.provider = owner(6, "provider");
        event.outcome = "COMPLETE";
        event.reason = "a reason {}";
        event.calls = 2;
        return event;
    }

    private static OwnerDTO owner(long bundle, String name) {
        OwnerDTO owner = new OwnerDTO();
        owner.bundle = bundle;
        owner.name = name;
        owner.module = name;
        return owner;
    }
}
