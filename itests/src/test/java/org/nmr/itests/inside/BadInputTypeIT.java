// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Dispatch types of a bundle that are not what one would wish: each works, or says what works instead. */
@InFelix({Shipped.API, Shipped.REGISTRAR})
class BadInputTypeIT {
    private static final String GUARD = "org.nmr.registrar.call.Guard";

    /** Not public, like what it returns, which is final, too. */
    static class Question {
        final String text;

        Question(String text) {
            this.text = text;
        }
    }

    static final class Verdict {
        final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    /** Shows what is not public. */
    public interface Judge {
        /** Judges. */
        Verdict judge(Question question, Question... more);
    }

    /** Nothing but methods of a class. */
    public static final class Machine {
        int run(int input) {
            return input + 1;
        }
    }

    /** Not public itself. */
    interface Hidden {
        int one();
    }

    /** Names a class that the bundle does not have which it is put into. */
    public interface Incomplete {
        /** Takes it. */
        void take(Question missing);
    }

    /** Is put there, too. */
    public static final class Taker implements Incomplete {
        @Override
        public void take(Question missing) {}
    }

    private BundleContext context;
    private NetworkModuleRegistrar registrar;
    private ProviderRegistration provider;

    @BeforeEach
    void findRegistrar(BundleContext context) {
        this.context = context;
        registrar = context.getService(context.getServiceReference(NetworkModuleRegistrar.class));
    }

    @Test
    void dispatch_bundleDoesNotSeeTheGuard_works() throws Exception {
        assertThrows(ClassNotFoundException.class, () -> context.getBundle().loadClass(GUARD));
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName(GUARD, /* initialize= */ false, Runnable.class.getClassLoader()));
        AtomicReference<String> ran = new AtomicReference<>("");
        Binding<Runnable> binding = attach(Runnable.class, () -> ran.set("ran"));
        binding.dispatch().run();
        assertEquals("ran", ran.get());
    }

    @Test
    void dispatch_nonPublicParameterAndFinalResult_works() {
        Judge judge = (question, more) -> new Verdict(question.text + more.length);
        Binding<Judge> binding = attach(Judge.class, judge);
        Judge view = binding.dispatch();
        assertNotSame(judge, view);
        assertNotSame(Judge.class.getClassLoader(), view.getClass().getClassLoader());
        assertEquals("why2", view.judge(new Question("why"), new Question(""), new Question("")).text);
        provider.close();
        assertThrows(DetachedException.class, () -> view.judge(new Question("late")));
    }

    @Test
    void dispatch_finalResultIsNull_isNull() {
        assertNull(attach(Judge.class, (question, more) -> null).dispatch().judge(new Question("nothing")));
    }

    @Test
    void dispatch_class_saysByHandAndEnterIsCounted() {
        Machine machine = new Machine();
        Binding<Machine> binding = attach(Machine.class, machine);
        assertByHandOnly(binding, Machine.class, "it is not an interface");
        Deregistration end;
        try (Call<Machine> call = binding.enter()) {
            assertSame(machine, call.dispatch());
            assertEquals(2, call.dispatch().run(1));
            end = provider.deregister();
            assertFalse(end.isComplete());
            assertThrows(DetachedException.class, binding::enter);
        }
        assertTrue(end.isComplete());
        assertThrows(DetachedException.class, binding::dispatch);
    }

    @Test
    void close_innerCallTwice_noLaterThanTheOuterIsRefused() {
        Binding<Machine> binding = attach(Machine.class, new Machine());
        Call<Machine> outer = binding.enter();
        Call<Machine> inner = binding.enter();
        inner.close();
        assertThrows(IllegalStateException.class, () -> {
            inner.close();
            outer.close();
        });
        provider.close();
    }

    @Test
    void dispatch_interfaceNotPublic_saysByHandAndEnterWorks() {
        Binding<Hidden> binding = attach(Hidden.class, () -> 1);
        assertByHandOnly(binding, Hidden.class, "it is not public, and the view has its own class loader");
        try (Call<Hidden> call = binding.enter()) {
            assertEquals(1, call.dispatch().one());
        }
    }

    /** As behind an optional import that was not resolved. */
    @Test
    void dispatch_bundleLacksATypeOfAMethod_saysByHandAndEnterWorks() throws Exception {
        Bundle incomplete = context.installBundle("incomplete", new ByteArrayInputStream(incompleteBundle()));
        incomplete.start();
        Class<?> type = incomplete.loadClass(Incomplete.class.getName());
        assertNotSame(Incomplete.class, type);
        Object taker =
                incomplete.loadClass(Taker.class.getName()).getConstructor().newInstance();
        assertByHand(type, taker);
    }

    private <D> void assertByHand(Class<D> type, Object taker) {
        Binding<D> binding = attach(type, type.cast(taker));
        IllegalStateException refused = assertThrows(IllegalStateException.class, binding::dispatch);
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("because it cannot be linked: "), message);
        assertTrue(message.contains("BadInputTypeIT$Question"), message);
        assertTrue(message.endsWith("Use manual calls instead: enter()"), message);
        try (Call<D> call = binding.enter()) {
            assertSame(taker, call.dispatch());
        }
    }

    private <D> Binding<D> attach(Class<D> type, D dispatch) {
        Npi<Void, D> npi = Npi.of("npi.bad", type);
        AtomicReference<Binding<D>> attached = new AtomicReference<>();
        provider = registrar.registerProvider(
                ProviderCharacteristics.of(npi, proposal -> Answer.accept(BindingContext.NONE, dispatch)));
        registrar.registerClient(ClientCharacteristics.of(npi, proposal -> {
            if (proposal.attach(BindingContext.NONE).attached()) {
                attached.set(proposal.binding());
            }
        }));
        return Objects.requireNonNull(attached.get(), "the client is attached");
    }

    private static void assertByHandOnly(Binding<?> binding, Class<?> type, String why) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, binding::dispatch);
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.endsWith("There is no counted view of " + type.getName() + ", because " + why
                        + ". Use manual calls instead: enter()"),
                message);
    }

    private static byte[] incompleteBundle() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "incomplete");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : new Class<?>[] {Incomplete.class, Taker.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream code = Objects.requireNonNull(type.getResourceAsStream("/" + name), name)) {
                    code.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
