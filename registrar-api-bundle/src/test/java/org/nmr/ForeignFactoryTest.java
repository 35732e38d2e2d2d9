// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.spi.ForeignFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A factory whose class is of this bundle passes everything on. */
class ForeignFactoryTest {
    private static final Bundle CONSUMER = (Bundle) Proxy.newProxyInstance(
            Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> null);

    @Test
    void getService_andUnget_arePassedOn() {
        List<Object> released = new ArrayList<>();
        ServiceFactory<Object> factory = new ServiceFactory<>() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
                return bundle;
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
                released.add(service);
            }
        };
        ForeignFactory foreign = new ForeignFactory(factory);
        assertSame(CONSUMER, foreign.getService(CONSUMER, null));
        foreign.ungetService(CONSUMER, null, "service");
        assertEquals(List.of("service"), released);
    }

    @Test
    void constructor_null_isRefused() {
        NullPointerException thrown = assertThrows(NullPointerException.class, () -> new ForeignFactory(null));
        assertEquals("service factory: expected one, was null", thrown.getMessage());
    }
}
