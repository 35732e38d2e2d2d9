// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/**
 * Goes through every method of every handle that the registrar gives to modules: with a null in place of each argument,
 * and after the end. A method that is missing in a table fails the test.
 */
class EveryMethodTest {
    private static final Npi<Void, ProviderCalls> ONE_WAY = Npi.of("test.oneway", ProviderCalls.class);
    private static final ClientCalls CALLS = what -> what;

    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** A handle as its type. */
    private record Handle(Class<?> type, Object handle) {
        List<Method> methods() {
            return Arrays.stream(type.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                    .sorted(Comparator.comparing(EveryMethodTest::name)) // reflection has no order
                    .toList();
        }
    }

    private OwnerRegistrar registrar;
    private LiveModule module;
    private ProviderProposal<ClientCalls, ProviderCalls> proposal;
    private ClientProposal<ClientCalls> asked;
    private Call<ProviderCalls> call;
    private Capture<ProviderCalls> captured;
    private Capture<ProviderCalls> nobody;
    private Deregistration ofRegistration;

    private void attach(boolean debug) {
        world.registrar.configure(Policy.DEFAULT, debug);
        client.onProposal(given -> {
            proposal = given;
            client.attach(given);
        });
        provider.onProposal(given -> {
            if (asked == null) {
                asked = given;
            }
            return provider.accept(given);
        });
        provider.register();
        client.register();
        registrar = world.registrar.open(new Owner(99, "owner", "1.0.0"));
        module = registrar.openModule("m");
        captured = module.capture(CaptureRequest.of(World.NPI, CALLS), Duration.ZERO);
        nobody = module.capture(CaptureRequest.of(World.OTHER_NPI, CALLS), Duration.ZERO);
        call = proposal.binding().enter();
        assertTrue(captured.isAttached());
    }

    private void endAll() {
        call.close();
        captured.close();
        ofRegistration = proposal.registration().deregister();
        provider.module().close();
        client.module().close();
        World.awaitEnd(registrar.unload());
        world.history.clear();
    }

    private List<Handle> handles() {
        List<Handle> handles = new ArrayList<>(List.of(
                new Handle(NetworkModuleRegistrar.class, registrar),
                new Handle(ModuleRegistrations.class, module),
                new Handle(ClientRegistration.class, proposal.registration()),
                new Handle(ProviderRegistration.class, asked.registration()),
                new Handle(ProviderProposal.class, proposal),
                new Handle(ClientProposal.class, asked),
                new Handle(Binding.class, proposal.binding()),
                new Handle(Binding.class, asked.binding()),
                new Handle(Call.class, call),
                new Handle(Capture.class, captured),
                new Handle(RegistrarRuntime.class, new Diagnostics(world.registrar))));
        if (ofRegistration != null) {
            handles.add(new Handle(Deregistration.class, ofRegistration));
            handles.add(new Handle(Deregistration.class, module.unload()));
            handles.add(new Handle(Deregistration.class, registrar.unload()));
            handles.add(new Handle(Deregistration.class, proposal.binding().detach()));
            handles.add(new Handle(Deregistration.class, asked.binding().detach()));
        }
        return handles;
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, method))
                .toArray();
    }

    private static Object argument(Class<?> type, Method method) {
        return switch (type.getSimpleName()) {
            case "Npi" -> method.getParameterCount() == 2 ? ONE_WAY : World.NPI;
            case "Object" -> CALLS;
            case "Duration" -> Duration.ZERO;
            case "String" -> "1.1";
            case "long" -> 99L;
            case "BindingContext" -> BindingContext.NONE;
            case "Follower" -> (Follower) () -> () -> {};
            case "CaptureRequest" -> CaptureRequest.of(World.NPI, CALLS);
            case "ClientCharacteristics" -> ClientCharacteristics.of(World.NPI, given -> {});
            case "ProviderCharacteristics" ->
                ProviderCharacteristics.of(World.NPI, given -> {
                    throw new AssertionError("not asked");
                });
            default -> throw new AssertionError("an argument of " + type + " for " + method);
        };
    }

    private static String outcome(Handle handle, Method method, Object[] arguments) {
        try {
            return shown(method.invoke(handle.handle(), arguments), method);
        } catch (InvocationTargetException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (IllegalAccessException e) {
            throw new AssertionError(method.toString(), e);
        }
    }

    private static String shown(Object value, Method method) {
        if (value instanceof Optional<?> optional) {
            return optional.map(each -> "present " + shown(each, method)).orElse("empty");
        }
        if (value instanceof Deregistration end) {
            return end.isComplete() ? "complete" : "pending";
        }
        if (value instanceof CompletionStage<?> stage) {
            return stage.toCompletableFuture().isDone() ? "done" : "pending";
        }
        if (value instanceof Capture<?> capture) {
            return "capture " + capture.status();
        }
        return value instanceof Boolean || value instanceof Enum ? value.toString() : method.getReturnType() + "";
    }

    private static String name(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    // ---- null -------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMethod_nullForAnyArgument_failsAndNamesIt(boolean isOver) {
        attach(/* debug= */ false);
        if (isOver) {
            endAll();
        }
        int tried = 0;
        for (Handle handle : handles()) {
            for (Method method : handle.methods()) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    if (!method.getParameterTypes()[i].isPrimitive()) {
                        assertNullFails(handle, method, i);
                        tried++;
                    }
                }
            }
        }
        assertTrue(tried > 25, tried + " arguments");
        if (!isOver) {
            assertFalse(proposal.registration().isEnding() || module.isEnding());
            endAll();
        }
    }

    private static void assertNullFails(Handle handle, Method method, int argument) {
        Object[] arguments = arguments(method);
        arguments[argument] = null;
        String what = method + " of " + handle.handle() + " with null as argument " + argument;
        try {
            method.invoke(handle.handle(), arguments);
        } catch (InvocationTargetException e) {
            assertEquals(NullPointerException.class, e.getCause().getClass(), what);
            String message = String.valueOf(e.getCause().getMessage());
            assertTrue(message.contains(": expected ") && message.contains("was null"), () -> what + ": " + message);
            return;
        } catch (IllegalAccessException e) {
            throw new AssertionError(what, e);
        }
        throw new AssertionError(what + " was taken");
    }

    // ---- after the end ----------------------------------------------------------------------------------------

    private static final String REGISTRAR = """
            capture(CaptureRequest, Duration) = capture STOPPING
            capture(Npi, Duration) = capture STOPPING
            capture(Npi, Object, Duration) = capture STOPPING
            registerClient(ClientCharacteristics) = IllegalStateException
            registerProvider(ProviderCharacteristics) = IllegalStateException
            """;

    private static final String REGISTRATION = """
            close() = void
            close(Duration) = true
            deregister() = IllegalStateException
            end() = present complete
            instance() = class org.nmr.RegistrationInstance
            isEnding() = true
            """;

    private static String expected(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "NetworkModuleRegistrar" -> REGISTRAR + "openModule(String) = IllegalStateException\n";
            case "ModuleRegistrations" -> REGISTRAR + """
                        close() = void
                        close(Duration) = true
                        end() = present complete
                        isEnding() = true
                        isSatisfied() = false
                        unload() = complete
                        whileSatisfied(Follower) = IllegalStateException
                        """;
            case "ClientRegistration" -> REGISTRATION + "isSatisfied() = false\n";
            case "ProviderRegistration" -> REGISTRATION;
            case "Deregistration" -> """
                await() = void
                await(Duration) = true
                completion() = done
                isComplete() = true
                """;
            default -> expectedOfPairs(type);
        };
    }

    private static String expectedOfPairs(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "ProviderProposal" -> """
                attach(BindingContext) = IllegalArgumentException
                attach(BindingContext, Object) = IllegalStateException
                binding() = interface org.nmr.Binding
                provider() = class org.nmr.RegistrationInstance
                registration() = interface org.nmr.ClientRegistration
                """;
            case "ClientProposal" -> """
                binding() = interface org.nmr.Binding
                client() = class org.nmr.RegistrationInstance
                registration() = interface org.nmr.ProviderRegistration
                """;
            case "Binding" -> """
                detach() = complete
                detachComplete() = IllegalStateException
                detaching() = done
                dispatch() = DetachedException
                enter() = DetachedException
                handedOut() = interface java.util.List
                isPeerDetached() = true
                peer() = class org.nmr.RegistrationInstance
                peerDetached() = done
                """;
            case "Call" -> """
                close() = IllegalStateException
                dispatch() = DetachedException
                """;
            case "Capture" -> """
                close() = void
                detaching() = done
                dispatch() = DetachedException
                enter() = DetachedException
                isAttached() = false
                provider() = class org.nmr.RegistrationInstance
                reason() = class java.lang.String
                status() = ATTACHED
                """;
            case "RegistrarRuntime" -> """
                getFindings() = interface java.util.List
                getFindings(String) = IllegalArgumentException
                getRegistrar() = class org.nmr.diagnostics.RegistrarDTO
                getUnloads() = interface java.util.List
                getUnloads(long) = interface java.util.List
                revoke(String) = IllegalArgumentException
                """;
            default -> throw new AssertionError("no table for " + type);
        };
    }

    private static String outcomes(Handle handle) {
        TreeMap<String, String> outcomes = new TreeMap<>();
        handle.methods().forEach(method -> outcomes.put(name(method), outcome(handle, method, arguments(method))));
        return outcomes.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String sorted(String table) {
        return table.lines().sorted().map(line -> line + "\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMethod_afterTheEnd_doesWhatItsTableSays(boolean debug) {
        attach(debug);
        endAll();
        for (int round = 0; round < 2; round++) {
            for (Handle handle : handles()) {
                assertEquals(sorted(expected(handle.type())), outcomes(handle), () -> "of " + handle.handle());
            }
        }
    }

    @Test
    void everyMethod_ofACaptureWithoutProvider_doesWhatItsTableSays() {
        attach(/* debug= */ false);
        endAll();
        assertEquals("""
                close() = void
                detaching() = done
                dispatch() = IllegalStateException
                enter() = IllegalStateException
                isAttached() = false
                provider() = IllegalStateException
                reason() = class java.lang.String
                status() = NOBODY
                """, outcomes(new Handle(Capture.class, nobody)));
        assertFalse(nobody.reason().isEmpty());
        assertEquals("", captured.reason());
    }

    // ---- durations --------------------------------------------------------------------------------------------

    private static final List<Duration> NOT_POSITIVE =
            List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1), Duration.ofSeconds(Long.MIN_VALUE));

    private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    @Test
    void close_anyDuration_waitsAtMostSoLong() {
        client.detachesLater();
        attach(/* debug= */ false);
        call.close();
        for (Duration none : NOT_POSITIVE) {
            assertFalse(proposal.registration().close(none));
            assertFalse(client.module().close(none));
            assertFalse(proposal.binding().detach().await(none));
            assertEquals(
                    Capture.Status.NOBODY,
                    module.capture(CaptureRequest.of(World.OTHER_NPI, CALLS), none)
                            .status());
        }
        client.context().complete();
        for (Duration huge : List.of(HUGE, Duration.ofNanos(Long.MAX_VALUE), Duration.ofDays(365_000_000))) {
            assertTrue(proposal.registration().close(huge));
            assertTrue(client.module().close(huge));
            assertTrue(proposal.binding().detach().await(huge));
        }
        captured.close();
    }
}
