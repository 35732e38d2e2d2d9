// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.absent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Somebody answers {@code nmr:why}, also without a registrar. */
class AbsentRegistrarTest {
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<ServiceReference<?>> modules = new ArrayList<>();
    private final List<AbsentCommand> commands = new ArrayList<>();
    private @Nullable ServiceListener listener;

    private final BundleContext context = proxy(BundleContext.class, (method, arguments) -> switch (method) {
        case "getBundles" -> bundles.toArray(Bundle[]::new);
        case "getAllServiceReferences" -> modules.isEmpty() ? null : modules.toArray(ServiceReference<?>[]::new);
        case "addServiceListener" -> {
            listener = (ServiceListener) arguments[0];
            yield null;
        }
        case "registerService" -> register((AbsentCommand) arguments[1]);
        default -> null;
    });

    private interface Answers {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "compareTo" -> 0;
                    default -> answers.to(method.getName(), arguments == null ? new Object[0] : arguments);
                }));
    }

    private ServiceRegistration<?> register(AbsentCommand command) {
        commands.add(command);
        return proxy(ServiceRegistration.class, (method, arguments) -> {
            commands.remove(command);
            return null;
        });
    }

    private void bundle(long id, String name, int state) {
        bundles.add(newBundle(id, name, state));
    }

    private static Bundle newBundle(long id, String name, int state) {
        Dictionary<String, String> headers = new Hashtable<>(Map.of("Bundle-SymbolicName", name));
        return proxy(Bundle.class, (method, arguments) -> switch (method) {
            case "getBundleId" -> id;
            case "getSymbolicName" -> name;
            case "getState" -> state;
            case "getHeaders" -> headers;
            default -> null;
        });
    }

    private void module(Bundle bundle) {
        modules.add(proxy(ServiceReference.class, (method, arguments) -> method.equals("getBundle") ? bundle : null));
    }

    private void tell(int event, ServiceReference<?> registrar) {
        ServiceListener told = listener;
        if (told != null) {
            told.serviceChanged(new ServiceEvent(event, registrar));
        }
    }

    @Test
    void command_isThereWhileNoRegistrarIs() {
        AbsentRegistrar absent = new AbsentRegistrar(context);
        assertEquals(1, commands.size());
        ServiceReference<?> registrar = proxy(ServiceReference.class, (method, arguments) -> null);
        tell(ServiceEvent.REGISTERED, registrar);
        assertEquals(List.of(), commands);
        tell(ServiceEvent.UNREGISTERING, registrar);
        assertEquals(1, commands.size());
        absent.close();
        assertEquals(List.of(), commands);
        tell(ServiceEvent.UNREGISTERING, registrar);
        assertEquals(List.of(), commands);
    }

    private List<String> why(String... arguments) {
        return new AbsentCommand(new Absence(context)).why(arguments).lines().toList();
    }

    @Test
    void why_noBundleOfTheRegistrar_saysWhatToInstallAndWhoWaits() {
        bundle(3, "other", Bundle.ACTIVE);
        module(newBundle(7, "client", Bundle.ACTIVE));
        module(newBundle(5, "also", Bundle.ACTIVE));
        assertEquals(
                List.of(
                        "no registrar is there, so no module is loaded: no bundle org.nmr.registrar is installed",
                        "  modules that wait for a registrar:",
                        "    also [5]",
                        "    client [7]",
                        "next: install and start org.nmr:org.nmr.registrar"),
                why("client"));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 'is installed, but not resolved', 'start it: start 4'",
        "4, 'is not started', 'start it: start 4'",
        "8, 'is starting', 'wait until'",
        "16, 'is stopping', 'start it again: start 4'",
        "32, 'is active, but its service is not seen from here', 'refresh 4'"
    })
    void why_registrarThatDoesNotRun_saysItsStateAndWhatToDo(int state, String seen, String next) {
        bundle(4, "org.nmr.registrar", state);
        List<String> lines = why();
        assertTrue(lines.get(0).endsWith(": org.nmr.registrar [4] " + seen), lines::toString);
        assertTrue(lines.get(lines.size() - 1).contains(next), lines::toString);
    }

    @Test
    void why_json_isAFinding() {
        String json = String.join("", why("--json"));
        assertTrue(json.startsWith("[{") && json.contains("\"kind\":\"NO_REGISTRAR\""), json);
    }
}
