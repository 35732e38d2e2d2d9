// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Configurations in a framework; reflective, because a test outside sees other classes. */
public final class Configurations {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private Configurations() {}

    /** Creates or changes a configuration, for any bundle; returns before it is delivered. */
    public static void update(BundleContext framework, String pid, Map<String, ?> values) throws Exception {
        configuration(framework, pid)
                .call("update", new Class<?>[] {Dictionary.class}, FrameworkUtil.asDictionary(values));
    }

    /** Deletes a configuration; returns before that is delivered. */
    public static void delete(BundleContext framework, String pid) throws Exception {
        configuration(framework, pid).call("delete", new Class<?>[0]);
    }

    /** Registers somebody who is told of a configuration on the thread that delivers all of them. */
    public static void onUpdate(BundleContext framework, String pid, Task.Action action) throws Exception {
        ServiceReference<?> admin = framework.getAllServiceReferences(ADMIN, null)[0];
        Class<?> type = admin.getBundle().loadClass("org.osgi.service.cm.ManagedService");
        Object service = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("updated") && args[0] != null) {
                action.run();
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                default -> null;
            };
        });
        admin.getBundle()
                .getBundleContext()
                .registerService(
                        type.getName(), service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, pid)));
    }

    private static Target configuration(BundleContext framework, String pid) throws Exception {
        ServiceReference<?> reference = framework.getAllServiceReferences(ADMIN, null)[0];
        Class<?> admin = reference.getBundle().loadClass(ADMIN);
        Object configuration = new Target(admin, framework.getService(reference))
                .call("getConfiguration", new Class<?>[] {String.class, String.class}, pid, "?");
        return new Target(reference.getBundle().loadClass("org.osgi.service.cm.Configuration"), configuration);
    }

    /** An object by one of its interfaces. */
    private record Target(Class<?> type, Object object) {
        Object call(String method, Class<?>[] parameters, Object... arguments) throws Exception {
            return type.getMethod(method, parameters).invoke(object, arguments);
        }
    }
}
