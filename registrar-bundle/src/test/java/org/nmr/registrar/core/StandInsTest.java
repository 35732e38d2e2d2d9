// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.report.Report;
import org.nmr.spi.Redirect;
import org.nmr.spi.StandIns;
import org.nmr.testkit.Fake;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;

/** Services of others: their modules, their bindings and the stand-ins that consumers have. */
class StandInsTest {
    private static final Owner PROVIDER = new Owner(41, "org.example.provider", "1.0.0");
    private static final Owner CONSUMER = new Owner(42, "org.example.consumer", "1.0.0");
    private static final Redirect NOWHERE = ended -> ended;

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final StandIns standIns = world.registrar.standIns(List.of(Callable.class, Runnable.class));
    private final Map<Binding<?>, Binding<?>> next = new HashMap<>();

    /** A service under two names. */
    private static class Service implements Callable<Object>, Runnable {
        private final Object name;

        Service(Object name) {
            this.name = name;
        }

        @Override
        public Object call() throws Exception {
            return name;
        }

        @Override
        public void run() {}
    }

    /** A service that is bound to one consumer; each with modules of its own. */
    private record Bound(ModuleRegistrations provider, ModuleRegistrations consumer, Binding<Object> binding) {}

    private Bound bind(String npiId, Object service) {
        Npi<Void, Object> npi = Npi.of(npiId, Object.class);
        ModuleRegistrations provider = world.registrar.openModule(PROVIDER, npiId);
        provider.registerProvider(
                ProviderCharacteristics.of(npi, proposal -> Answer.accept(BindingContext.NONE, service)));
        ModuleRegistrations consumer = world.registrar.openModule(CONSUMER, npiId);
        List<Binding<Object>> bindings = new ArrayList<>();
        consumer.registerClient(ClientCharacteristics.of(npi, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            bindings.add(proposal.binding());
        }));
        return new Bound(provider, consumer, bindings.get(0));
    }

    private Binding<?> redirect(Binding<?> ended) {
        return next.getOrDefault(ended, ended);
    }

    private static Object call(Object standIn) throws Exception {
        return ((Callable<?>) standIn).call();
    }

    @Test
    void standIn_attached_callsTheService() throws Exception {
        Bound bound = bind("service.1", new Service("one"));
        Object standIn = standIns.standIn(bound.binding(), NOWHERE);
        assertEquals("one", call(standIn));
        ((Runnable) standIn).run();
        assertEquals(
                "stand-in for java.util.concurrent.Callable, java.lang.Runnable of " + bound.binding(),
                standIn.toString());
    }

    @Test
    void close_callInside_waitsForItAndTheReportNamesTheBundles() throws Exception {
        Hold hold = new Hold();
        Bound bound = bind("service.1", new Service("one") {
            @Override
            public Object call() throws Exception {
                hold.stay();
                return super.call();
            }
        });
        Object standIn = standIns.standIn(bound.binding(), NOWHERE);
        Running<Object> call = world.async(() -> call(standIn));
        hold.awaitInside();
        assertFalse(bound.provider().close(Duration.ZERO));
        RegistrarDTO dto = diagnostics.getRegistrar();
        BindingDTO binding = dto.bindings.get(0);
        assertEquals(42, binding.client.owner.bundle);
        assertEquals("org.example.provider", binding.provider.owner.name);
        assertEquals("service.1", binding.provider.owner.module);
        assertEquals(1, binding.client.calls);
        String report = Report.of(dto.unloads.get(0));
        assertTrue(report.contains("org.example.provider [41]"), report);
        assertTrue(report.contains("org.example.consumer [42]"), report);
        assertThrows(DetachedException.class, () -> call(standIn));
        hold.release();
        assertEquals("one", call.get());
        bound.provider().close();
    }

    @Test
    void standIn_providerReplaced_goesOnWithTheNextOne() throws Exception {
        Bound one = bind("service.1", new Service("one"));
        Object standIn = standIns.standIn(one.binding(), this::redirect);
        assertEquals("one", call(standIn));
        one.provider().close();
        assertThrows(DetachedException.class, () -> call(standIn));
        Bound two = bind("service.2", new Service("two"));
        next.put(one.binding(), two.binding());
        assertEquals("two", call(standIn));
        two.consumer().close();
        assertThrows(DetachedException.class, () -> call(standIn));
        Bound three = bind("service.3", new Service("three"));
        next.put(two.binding(), three.binding());
        assertEquals("three", call(standIn));
    }

    @Test
    void standIn_bindingRevoked_asksTheRedirect() throws Exception {
        Bound one = bind("service.1", new Service("one"));
        Bound two = bind("service.2", new Service("two"));
        next.put(one.binding(), two.binding());
        Object standIn = standIns.standIn(one.binding(), this::redirect);
        Deregistration end = one.binding().detach();
        World.awaitEnd(end);
        assertEquals("two", call(standIn));
    }

    /** With another interface version, for example. */
    @Test
    void redirect_peerWithoutAnInterface_callerGetsTheReason() {
        Bound one = bind("service.1", new Service("one"));
        Bound two = bind("service.2", (Runnable) () -> {});
        next.put(one.binding(), two.binding());
        Object standIn = standIns.standIn(one.binding(), this::redirect);
        one.provider().close();
        assertFails("a peer whose dispatch implements java.util.concurrent.Callable, but that of", standIn);
    }

    @Test
    void redirect_nullOrForeign_callerGetsTheReason() {
        Bound one = bind("service.1", new Service("one"));
        Object leadsToNull = standIns.standIn(one.binding(), ended -> null);
        Object leadsToForeign = standIns.standIn(one.binding(), ended -> foreign());
        one.provider().close();
        assertFails("expected a binding that this registrar has made, was null", leadsToNull);
        assertFails("expected a binding that this registrar has made, was one of ", leadsToForeign);
    }

    private static void assertFails(String reason, Object standIn) {
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> call(standIn));
        assertEquals(IllegalStateException.class, failure.getClass());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("its redirect has not returned a usable binding"), message);
        assertTrue(message.contains(reason), message);
    }

    private static Binding<?> foreign() {
        return Fake.of(Binding.class, Map.of());
    }

    @Test
    void standIn_badArguments_refused() {
        Binding<?> binding = bind("service.1", new Service("one")).binding();
        assertThrows(NullPointerException.class, () -> standIns.standIn(null, NOWHERE));
        assertThrows(NullPointerException.class, () -> standIns.standIn(binding, null));
        assertThrows(IllegalArgumentException.class, () -> standIns.standIn(foreign(), NOWHERE));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> world.registrar
                                .standIns(List.of(Callable.class, CompletionStage.class))
                                .standIn(binding, NOWHERE))
                .getMessage();
        assertTrue(
                message.startsWith(
                        "stand-in: expected a peer whose dispatch implements java.util.concurrent.CompletionStage"),
                message);
    }

    @Test
    void openModule_closed_leavesNothing() {
        Bound bound = bind("service.1", new Service("one"));
        assertEquals(2, world.registrar.ownerCount());
        bound.consumer().close();
        assertEquals(1, world.registrar.ownerCount());
        bound.provider().close();
        assertEquals(0, world.registrar.ownerCount());
        assertEquals(List.of(), diagnostics.getRegistrar().registrations);
    }

    @Test
    void unloadAll_moduleOfAnother_endsAndNoneBegins() {
        Bound bound = bind("service.1", new Service("one"));
        World.awaitEnd(world.registrar.unloadAll());
        assertTrue(bound.provider().isEnding() && bound.consumer().isEnding());
        assertThrows(DetachedException.class, () -> call(standIns.standIn(bound.binding(), NOWHERE)));
        assertThrows(IllegalStateException.class, () -> world.registrar.openModule(PROVIDER, "late"));
    }

    @Test
    void report_attached_namesTheOtherBundles() {
        bind("service.1", new Service("one"));
        String text = Report.of(diagnostics.getRegistrar().bindings.get(0));
        assertTrue(text.contains("org.example.consumer [42]") && text.contains("org.example.provider [41]"), text);
    }
}
