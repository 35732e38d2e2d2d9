// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.nmr.sample.support.Counters;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle context that knows framework properties and keeps the counters that are registered. */
final class FakeContext {
    final Map<String, LongSupplier> counters = new TreeMap<>();
    private final Map<String, String> properties;

    FakeContext(Map<String, String> properties) {
        this.properties = properties;
    }

    BundleContext context() {
        return proxy(BundleContext.class, (method, args) -> switch (method) {
            case "getProperty" -> properties.get(args[0]);
            case "registerService" -> register((LongSupplier) args[1], (Dictionary<?, ?>) args[2]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Object register(LongSupplier counter, Dictionary<?, ?> service) {
        String name = (String) service.get(Counters.NAME);
        counters.put(name, counter);
        return proxy(ServiceRegistration.class, (method, args) -> counters.remove(name, counter));
    }

    private interface Handler {
        Object invoke(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object result = handler.invoke(method.getName(), args);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}
