// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/**
 * One start of a {@link PlainBundle}: as much of its context as a network module needs.
 *
 * <p>The registrar is there during the whole start, so a service listener has nothing to hear of.
 */
final class PlainContext {
    private static final Dictionary<?, ?> NONE = FrameworkUtil.asDictionary(Map.of());
    private static final String WHY = "a plain registrar has no framework; test this in one";

    private final Owner owner;
    private final NetworkModuleRegistrar registrar;
    private final System.Logger log;
    private final Bundle bundle;
    private final BundleContext context;
    private final ServiceReference<?> reference;
    private volatile int state = Bundle.STARTING;

    PlainContext(Owner owner, NetworkModuleRegistrar registrar, System.Logger log) {
        this.owner = owner;
        this.registrar = registrar;
        this.log = log;
        bundle = Fake.strict(
                Bundle.class,
                WHY,
                Map.of(
                        "getBundleId", arguments -> owner.id(),
                        "getSymbolicName", arguments -> owner.name(),
                        "getVersion", arguments -> Version.parseVersion(owner.version()),
                        "getState", arguments -> state,
                        "getBundleContext", arguments -> context(),
                        "toString", arguments -> owner.toString()));
        reference = reference(NetworkModuleRegistrar.class, NONE);
        context = Fake.strict(BundleContext.class, WHY, answers());
    }

    private Map<String, Function<Object[], @Nullable Object>> answers() {
        return Map.of(
                "getBundle", arguments -> bundle,
                "createFilter", arguments -> filter(String.valueOf(arguments[0])),
                "addServiceListener", valid(arguments -> null),
                "removeServiceListener", arguments -> null,
                "getServiceReference", valid(arguments -> isRegistrar(arguments[0]) ? reference : null),
                "getServiceReferences", valid(this::references),
                "getService", valid(arguments -> arguments[0] == reference ? registrar : null),
                "ungetService", valid(arguments -> arguments[0] == reference),
                "registerService", valid(this::register));
    }

    private Function<Object[], @Nullable Object> valid(Function<Object[], @Nullable Object> answer) {
        return arguments -> {
            if (state == Bundle.RESOLVED) {
                throw new IllegalStateException(
                        owner + ": expected the context of a started bundle, but the bundle has stopped");
            }
            return answer.apply(arguments);
        };
    }

    BundleContext context() {
        return context;
    }

    NetworkModuleRegistrar registrar() {
        return registrar;
    }

    void state(int newState) {
        state = newState;
    }

    private static Object filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    /** A service is asked for by its class or by its name. */
    private static boolean isRegistrar(Object type) {
        return type == NetworkModuleRegistrar.class
                || NetworkModuleRegistrar.class.getName().equals(type);
    }

    /** With a class it is a collection, with a name an array or null. */
    private @Nullable Object references(Object[] arguments) {
        boolean found = isRegistrar(arguments[0]);
        if (arguments[0] instanceof Class) {
            return found ? List.of(reference) : List.of();
        }
        return found ? new ServiceReference<?>[] {reference} : null;
    }

    private ServiceReference<?> reference(Class<?> type, Dictionary<?, ?> properties) {
        return Fake.strict(
                ServiceReference.class,
                WHY,
                Map.of(
                        "getBundle", arguments -> bundle,
                        "getProperty",
                                arguments -> Constants.OBJECTCLASS.equals(arguments[0])
                                        ? new String[] {type.getName()}
                                        : properties.get(arguments[0]),
                        "toString", arguments -> type.getSimpleName() + " of " + owner));
    }

    /** Loads a network module at once, as the whiteboard does. */
    private Object register(Object[] arguments) {
        if (!(arguments[1] instanceof NetworkModule published)) {
            throw new UnsupportedOperationException(
                    owner + ": expected a NetworkModule to be registered as a service, was "
                            + arguments[1].getClass().getName() + "; " + WHY);
        }
        Dictionary<?, ?> properties = arguments[2] == null ? NONE : (Dictionary<?, ?>) arguments[2];
        Object name = properties.get(NetworkModule.NAME);
        ModuleRegistrations module = registrar.openModule(name instanceof String text ? text : owner.name());
        load(published, module);
        AtomicBoolean withdrawn = new AtomicBoolean();
        return Fake.strict(
                ServiceRegistration.class,
                WHY,
                Map.of(
                        "getReference", ignored -> reference(NetworkModule.class, properties),
                        "unregister",
                                ignored -> {
                                    if (!withdrawn.compareAndSet(false, true)) {
                                        throw new IllegalStateException(
                                                module + ": expected a service, but it was unregistered");
                                    }
                                    unload(module);
                                    return null;
                                }));
    }

    /** A framework swallows what a service listener throws, so it goes to the log. */
    private void load(NetworkModule published, ModuleRegistrations module) {
        try {
            published.register(module);
        } catch (Throwable thrown) { // the code of the module
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.log(WARNING, module + " could not register and is not loaded", thrown);
            unload(module);
        }
    }

    private void unload(ModuleRegistrations module) {
        try {
            module.close();
        } catch (IllegalStateException inside) {
            log.log(
                    ERROR,
                    module + ": expected to be unloaded before its withdrawal returns, but this thread is inside"
                            + " one of its callbacks or calls. It is unloaded when that returns",
                    inside);
        }
    }
}
