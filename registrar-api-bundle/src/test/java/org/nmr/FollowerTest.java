// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.nmr.Throwing.assertFails;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

class FollowerTest {
    /** What is wrong is known when the follower is made, not when it begins on the thread of another module. */
    @Test
    void service_propertyThatCannotBePublished_isRefusedAtOnce() {
        assertFails(
                IllegalArgumentException.class,
                () -> service(Map.of(5, "five")),
                "java.lang.Runnable",
                "expected a String",
                "properties",
                "5 of class java.lang.Integer");
        assertFails(IllegalArgumentException.class, () -> service(Collections.singletonMap(null, 1)), "was null");
        assertFails(NullPointerException.class, () -> service(Collections.singletonMap("a", null)), "a=null");
    }

    @SuppressWarnings("unchecked") // as an old API may hand it over
    private static Follower service(Map<?, ?> properties) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                FollowerTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> {
                    throw new AssertionError("expected no call, was " + method);
                });
        return Follower.service(context, Runnable.class, () -> {}, (Map<String, ?>) properties);
    }
}
