// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Drains bundles through the service of the operations bundle. Its classes belong to bundles, so the launcher calls
 * them by name.
 */
final class Drains {
    private static final String SERVICE = "org.nmr.ops.Drainer";

    /** Far more than a look; the load folder waits without limit, one drain after the other. */
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final BundleContext context;

    Drains(BundleContext context) {
        this.context = context;
    }

    /** One drain in progress. */
    interface Drain {
        /** Waits, at most for the given duration; returns whether the drain is over. */
        boolean await(Duration atMost) throws InterruptedException;

        /** Returns for whom it waits and what to do about it, a line each; empty if it waits for nobody. */
        List<String> waitsFor();

        /** Returns whether it has waited in vain. Only when it is over. */
        boolean isTimedOut();
    }

    /** Returns whether a bundle, or one that depends on it, has modules; false also if that cannot be told. */
    boolean hasModules(Bundle bundle) {
        try {
            Object plan = call(drainer(), "plan", List.of(bundle));
            for (Object each : (List<?>) field(plan, "bundles")) {
                if ((int) field(each, "registrations") > 0) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException | RuntimeException noDrainer) {
            return false; // the bundle goes as it would without drains
        }
    }

    /**
     * Begins to drain a bundle.
     *
     * @throws IllegalStateException if that is not possible
     */
    Drain begin(Bundle bundle) {
        try {
            Object drainer = drainer();
            Class<?> listener = Class.forName(
                    "org.nmr.ops.DrainListener",
                    /* initialize= */ true,
                    drainer.getClass().getClassLoader());
            Object none = listener.getField("NONE").get(null);
            return new Foreign(call(drainer, "drain", List.of(bundle), TIMEOUT, none));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot drain " + bundle + ": " + Causes.text(e), e);
        }
    }

    private Object drainer() {
        ServiceReference<?> reference = context.getServiceReference(SERVICE);
        Object service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new IllegalStateException("expected the service " + SERVICE + ", but it is not there");
        }
        return service;
    }

    private record Foreign(Object drain) implements Drain {
        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            try {
                return (boolean) call(drain, "await", atMost);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                throw failed(e);
            } catch (ReflectiveOperationException e) {
                throw failed(e);
            }
        }

        @Override
        public List<String> waitsFor() {
            try {
                List<?> findings = (List<?>) call(drain, "waitsFor");
                return findings.isEmpty() ? List.of() : lines(findings.get(0));
            } catch (ReflectiveOperationException e) {
                throw failed(e);
            }
        }

        private static List<String> lines(Object finding) throws ReflectiveOperationException {
            List<String> lines =
                    List.of(String.valueOf(field(finding, "verdict")), String.valueOf(field(finding, "nextStep")));
            return lines.stream().filter(line -> !line.isBlank()).toList();
        }

        @Override
        public boolean isTimedOut() {
            try {
                for (Object result : (List<?>) call(drain, "await")) {
                    if (String.valueOf(field(result, "status")).equals("TIMED_OUT")) {
                        return true;
                    }
                }
                return false;
            } catch (ReflectiveOperationException e) {
                throw failed(e);
            }
        }

        private static IllegalStateException failed(ReflectiveOperationException e) {
            return new IllegalStateException("a drain has failed: " + Causes.text(e.getCause()), e);
        }
    }

    /** Finds a public method of a public interface by its name and what it is given. */
    private static Object call(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        for (Class<?> type : target.getClass().getInterfaces()) {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
                    return method.invoke(target, arguments);
                }
            }
        }
        throw new NoSuchMethodException(target.getClass() + "." + name);
    }

    private static boolean fits(Class<?>[] types, Object[] arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }
}
