// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The last act of the demo, on each framework: two ordinary components, of which one is updated under load. */
class OrdinaryServiceIT {
    private static final String PACKAGE = "org.nmr.demo.ordinary.";
    private static final int UPDATES = 4;
    private static final Duration INTERVAL = Duration.ofMillis(150);

    /** Longer than a busy machine needs from the consumer's end to the provider's. */
    private static final Duration WORK = Duration.ofMillis(20);

    @RegisterExtension
    private final Felix felix = new Felix();

    private Bundle demo;

    @BeforeEach
    void startDemo() throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        felix.startRegistrar();
        felix.start(Shipped.DRAIN);
        demo = felix.start(Shipped.SAMPLE_NPI, Shipped.DEMO).get(1);
    }

    private Object count(String protection) throws Exception {
        Object trial = demo.loadClass(PACKAGE + "Trial")
                .getConstructors()[0]
                .newInstance(constant("Protection", protection), constant("Wiring", "STATIC"), WORK);
        return trial.getClass()
                .getMethod("run", BundleContext.class, int.class, Duration.class)
                .invoke(trial, demo.getBundleContext(), UPDATES, INTERVAL);
    }

    private Object constant(String type, String name) throws Exception {
        return Arrays.stream(demo.loadClass(PACKAGE + type).getEnumConstants())
                .filter(each -> name.equals(each.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static Object read(Object counts, String name) throws Exception {
        return counts.getClass().getMethod(name).invoke(counts);
    }

    /** Else the other tests would prove nothing. */
    @Test
    void update_plain_cutsCallsOff() throws Exception {
        Object counts = count("PLAIN");
        assertNotEquals(0L, read(counts, "cut"), counts::toString);
    }

    @Test
    void update_drained_cutsNoCallOff() throws Exception {
        Object counts = count("DRAINED");
        assertNotEquals(0L, read(counts, "answered"), counts::toString);
        assertEquals(0L, read(counts, "cut"), counts::toString);
    }

    @Test
    void update_held_disturbsNoCallAndNoConsumer() throws Exception {
        Object counts = count("HELD");
        assertNotEquals(0L, read(counts, "answered"), counts::toString);
        assertEquals(true, read(counts, "isUndisturbed"), counts::toString);
    }
}
