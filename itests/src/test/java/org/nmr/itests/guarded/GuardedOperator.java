// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.guarded;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Uses what the surfaces offer, as far as they are there, and prints what they answer. By reflection. */
final class GuardedOperator {
    private final BundleContext context;

    GuardedOperator(BundleContext context) {
        this.context = context;
    }

    void useAll() {
        try {
            use();
        } catch (Exception failed) {
            failed.printStackTrace(System.out);
        }
    }

    private void use() throws Exception {
        if (!services("org.nmr.ops.Drainer").isEmpty()) {
            MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
            System.out.println("JMX: " + jmx.getAttribute(new ObjectName("org.nmr:type=Registrar"), "RegistrarJson"));
            drain(services("org.nmr.ops.Drainer").get(0), "org.nmr.sample.provider");
        }
        for (Object check : services("org.apache.felix.hc.api.HealthCheck")) {
            System.out.println("health: " + call(call(check, "execute"), "getStatus"));
        }
    }

    private List<Object> services(String type) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(type, null);
        return found == null
                ? List.of()
                : Stream.of(found).<Object>map(context::getService).toList();
    }

    private void drain(Object drainer, String name) throws Exception {
        List<Bundle> bundles = Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .toList();
        Class<?> listener = Class.forName(
                "org.nmr.ops.DrainListener", true, drainer.getClass().getClassLoader());
        Object drain = call(
                drainer,
                "drain",
                bundles,
                Duration.ofMinutes(1),
                listener.getField("NONE").get(null));
        for (Object result : (Collection<?>) call(drain, "await")) {
            System.out.println("drain of " + name + ": "
                    + result.getClass().getField("status").get(result));
        }
    }

    /** Calls the method of a published interface, as the class is not public. */
    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : Stream.concat(Stream.of(type.getInterfaces()), Stream.of(type))
                    .flatMap(each -> Stream.of(each.getMethods()))
                    .toList()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    method.setAccessible(true);
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException failed) {
                        throw new IllegalStateException(name + " of " + type.getName(), failed.getCause());
                    }
                }
            }
        }
        throw new AssertionError("expected a method " + name + " in " + target.getClass());
    }
}
