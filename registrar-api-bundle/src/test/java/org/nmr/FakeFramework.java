// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** As much of a framework as an activator sees that waits for a registrar. */
final class FakeFramework {
    /** The states of the framework and of the bundle, whose context is valid while it is not RESOLVED. */
    volatile int state = Bundle.ACTIVE;

    volatile int bundleState = Bundle.ACTIVE;

    /** The value of the property. */
    volatile String after = "PT1H";

    /** The symbolic name of the bundle. */
    volatile String name = "org.example.greeter";

    /** Whether the context does not know its bundle, as that of a mock. */
    volatile boolean isBroken;

    /** What a registrar does when a module is published. */
    volatile Consumer<NetworkModule> registrar = module -> {};

    /** The published module. */
    volatile NetworkModule published;

    private final List<Bundle> bundles = new ArrayList<>();
    private final Bundle framework = fake(Bundle.class, Map.of("getState", arguments -> state));
    private final Bundle bundle = bundle(7, () -> name, () -> bundleState);

    FakeFramework() {
        bundles.add(framework);
        bundles.add(bundle);
    }

    /** Installs one more bundle. */
    void install(String installed, int installedState) {
        bundles.add(bundle(bundles.size() + 10, () -> installed, () -> installedState));
    }

    /** Returns a context that nothing else refers to. */
    BundleContext context() {
        return fake(
                BundleContext.class,
                Map.of(
                        "registerService", arguments -> publish((NetworkModule) arguments[1]),
                        "getProperty",
                                arguments -> RegistrarOptions.ABSENCE_REPORT_AFTER.equals(arguments[0]) ? after : null,
                        "getBundle", arguments -> valid(arguments == null ? own() : framework),
                        "getBundles", arguments -> valid(bundles.toArray(Bundle[]::new))));
    }

    private Bundle own() {
        return isBroken ? null : bundle;
    }

    private Object publish(NetworkModule module) {
        published = module;
        registrar.accept(module);
        return fake(ServiceRegistration.class, Map.of("unregister", arguments -> null));
    }

    private <T> T valid(T answer) {
        if (bundleState == Bundle.RESOLVED) {
            throw new IllegalStateException("invalid context");
        }
        return answer;
    }

    private static Bundle bundle(long id, Supplier<String> name, IntSupplier state) {
        return fake(
                Bundle.class,
                Map.of(
                        "getBundleId", arguments -> id,
                        "getSymbolicName", arguments -> name.get(),
                        "getVersion", arguments -> Version.emptyVersion,
                        "getState", arguments -> state.getAsInt()));
    }

    /** Returns an object with these methods only. */
    static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Function<Object[], Object> answer = methods.get(method.getName());
            if (answer == null && method.getReturnType().isPrimitive()) {
                throw new AssertionError("unexpected call of " + method);
            }
            return answer == null ? null : answer.apply(arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
