// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Finds the core of the registrar: on the class path, on the module path, or in its bundle where a framework runs. */
final class CoreFinder {
    private static final String BUNDLE = "org.nmr.registrar";

    private CoreFinder() {}

    /**
     * Makes a core without modules.
     *
     * @throws IllegalStateException if the registrar bundle is missing or of another version; the message says what to
     *     do
     */
    static Core start(System.Logger log) {
        return start("org.nmr.registrar.plain.PlainCore", log);
    }

    static Core start(String name, System.Logger log) {
        Class<?> type = find(name);
        try {
            Map<Method, Method> methods = new HashMap<>();
            for (Method method : Core.class.getDeclaredMethods()) {
                methods.put(method, type.getMethod(method.getName(), method.getParameterTypes()));
            }
            Object core = type.getConstructor(System.Logger.class).newInstance(log);
            return (Core) Proxy.newProxyInstance(
                    Core.class.getClassLoader(),
                    new Class<?>[] {Core.class},
                    (self, method, arguments) -> call(core, methods.getOrDefault(method, method), arguments));
        } catch (ReflectiveOperationException different) {
            throw new IllegalStateException(
                    "plain registrar: expected a registrar of the same version as the test kit, but found another "
                            + type + "; use the versions of org.nmr.bom for both",
                    different);
        }
    }

    private static @Nullable Object call(Object core, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(core, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Class<?> find(String name) {
        Bundle testKit = FrameworkUtil.getBundle(CoreFinder.class);
        try {
            return testKit == null ? Class.forName(name) : find(name, testKit.getBundleContext());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "plain registrar: expected the registrar, but there is no " + name
                            + "; without a framework, add the test dependency org.nmr:org.nmr.registrar;"
                            + " in a framework, install the bundle " + BUNDLE + " and start the test kit",
                    missing);
        }
    }

    /** The package is not exported, so only the bundle itself can load it. */
    private static Class<?> find(String name, @Nullable BundleContext context) throws ClassNotFoundException {
        Bundle[] bundles = context == null ? new Bundle[0] : context.getBundles();
        for (Bundle bundle : bundles) {
            if (BUNDLE.equals(bundle.getSymbolicName())) {
                return bundle.loadClass(name);
            }
        }
        throw new ClassNotFoundException(name);
    }
}
