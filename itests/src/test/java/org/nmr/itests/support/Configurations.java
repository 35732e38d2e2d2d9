// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Configurations in a framework; reflective, because a test outside sees other classes. */
public final class Configurations {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private Configurations() {}

    /** Creates or changes a configuration, for any bundle; returns before it is delivered. */
    public static void update(BundleContext framework, String pid, Map<String, ?> values) throws Exception {
        configuration(framework, pid)
                .call("update", new Class<?>[] {Dictionary.class}, FrameworkUtil.asDictionary(values));
    }

    /** Creates a configuration of a factory, for any bundle; returns before it is delivered. */
    public static void create(BundleContext framework, String factory, Map<String, ?> values) throws Exception {
        configuration(framework, "createFactoryConfiguration", factory)
                .call("update", new Class<?>[] {Dictionary.class}, FrameworkUtil.asDictionary(values));
    }

    /** Deletes a configuration; returns before that is delivered. */
    public static void delete(BundleContext framework, String pid) throws Exception {
        configuration(framework, pid).call("delete", new Class<?>[0]);
    }

    /** Returns when everything that was changed before is delivered: one thread does that, in order. */
    public static void awaitDelivered(BundleContext framework) throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        ServiceRegistration<?> last = register(framework, "none", values -> delivered.countDown());
        if (!delivered.await(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("expected all configurations to be delivered");
        }
        last.unregister();
    }

    /** Registers somebody who is told of a configuration on the thread that delivers all of them. */
    public static void onUpdate(BundleContext framework, String pid, Task.Action action) throws Exception {
        register(framework, pid, values -> {
            if (values != null) {
                action.run();
            }
        });
    }

    private static ServiceRegistration<?> register(BundleContext framework, String pid, Updated updated)
            throws Exception {
        ServiceReference<?> admin = framework.getAllServiceReferences(ADMIN, null)[0];
        Class<?> type = admin.getBundle().loadClass("org.osgi.service.cm.ManagedService");
        Object service = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("updated")) {
                updated.with(args[0]);
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                default -> null;
            };
        });
        return admin.getBundle()
                .getBundleContext()
                .registerService(
                        type.getName(), service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, pid)));
    }

    /** What is done with a configuration; null if there is none. */
    @FunctionalInterface
    private interface Updated {
        void with(@Nullable Object values) throws Exception;
    }

    private static Target configuration(BundleContext framework, String pid) throws Exception {
        return configuration(framework, "getConfiguration", pid);
    }

    private static Target configuration(BundleContext framework, String method, String pid) throws Exception {
        ServiceReference<?> reference = framework.getAllServiceReferences(ADMIN, null)[0];
        Class<?> admin = reference.getBundle().loadClass(ADMIN);
        Object configuration = new Target(admin, framework.getService(reference))
                .call(method, new Class<?>[] {String.class, String.class}, pid, "?");
        return new Target(reference.getBundle().loadClass("org.osgi.service.cm.Configuration"), configuration);
    }

    /** An object by one of its interfaces. */
    private record Target(Class<?> type, Object object) {
        Object call(String method, Class<?>[] parameters, Object... arguments) throws Exception {
            return type.getMethod(method, parameters).invoke(object, arguments);
        }
    }
}
