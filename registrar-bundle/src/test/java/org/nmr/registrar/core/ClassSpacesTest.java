// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Two sides that see different classes under one NPI id are kept apart, instead of a ClassCastException later. */
@Clause("C-9, C-11")
class ClassSpacesTest {
    @RegisterExtension
    final World world = new World();

    /** Another class of the same name, as a second bundle with the same package has it. */
    private static Class<?> copyOf(Class<?> type) throws ClassNotFoundException {
        ClassLoader copying = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                String file = name.replace('.', '/') + ".class";
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
                    byte[] code = bytes.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        return copying.loadClass(type.getName());
    }

    private void registerClient(Npi<?, ?> npi) {
        world.module("c").registerClient(ClientCharacteristics.of(npi, proposal -> world.fault("client was asked")));
    }

    private void registerProvider(Npi<?, ?> npi) {
        world.module("p").registerProvider(ProviderCharacteristics.of(npi, proposal -> {
            world.fault("provider was asked");
            return Answer.accept(BindingContext.NONE);
        }));
    }

    @Test
    void register_sameNameFromAnotherLoader_pairIsRefusedAndTheLogSaysWhy() throws Exception {
        Class<?> other = copyOf(ProviderCalls.class);
        assertNotSame(ProviderCalls.class, other);
        registerProvider(Npi.of("test.npi", ClientCalls.class, other));
        registerClient(World.NPI);

        world.log.takeWarning("c [2]", "p [1]", "provider dispatch", ProviderCalls.class.getName());
    }

    @Test
    void register_clientDispatchOfAnotherType_pairIsRefused() {
        registerClient(Npi.of("test.npi", ProviderCalls.class));
        registerProvider(World.NPI);

        world.log.takeWarning("client dispatch", "Void", ClientCalls.class.getName());
    }

    @Test
    void register_oneOfThreeInAnotherClassSpace_othersAttach() throws Exception {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        client.register();
        registerProvider(Npi.of("test.npi", copyOf(ClientCalls.class), copyOf(ProviderCalls.class)));
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("q");
        provider.register();

        assertEquals(1, world.history.count("c.attached(q)"));
        world.log.takeWarning("client dispatch", "provider dispatch");
    }

    @Test
    void register_differentClasses_logNamesTheOriginOfBoth() {
        CapturedLog log = new CapturedLog();
        Registrar registrar = new Registrar(
                new Environment(log, Timing.SYSTEM, Class::getName).withOrigin(type -> "bundle of " + type));
        LiveModule module = registrar.open(Owner.UNKNOWN).openModule("m");
        module.registerClient(ClientCharacteristics.of(Npi.of("x", ProviderCalls.class), proposal -> {}));
        module.registerProvider(ProviderCharacteristics.of(
                Npi.of("x", ClientCalls.class), proposal -> Answer.accept(BindingContext.NONE)));
        module.close();

        log.takeWarning("bundle of " + ClientCalls.class, "bundle of " + ProviderCalls.class);
    }

    /**
     * The NPI's bundle was updated, and its importers were not refreshed: the same bundle, two generations of classes.
     */
    @Test
    void register_oneOfThemOutdated_adviceIsARefresh() throws Exception {
        Class<?> old = copyOf(ProviderCalls.class);
        CapturedLog log = new CapturedLog();
        Environment environment = new Environment(log, Timing.SYSTEM, Class::getName)
                .withOrigin(type -> "bundle npi [3]", type -> type == old);
        LiveModule module = new Registrar(environment).open(Owner.UNKNOWN).openModule("m");
        module.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {}));
        module.registerProvider(ProviderCharacteristics.of(
                Npi.of("test.npi", ClientCalls.class, old), proposal -> Answer.accept(BindingContext.NONE)));
        module.close();

        CapturedLog.Entry warning = log.takeWarning("see different classes", "bundle npi [3]", "refresh it");
        assertFalse(warning.message().contains("from one NPI bundle"), warning.message());
    }

    @Test
    void register_originThatFails_isNotKnownAndThePairIsRefused() throws Exception {
        CapturedLog log = new CapturedLog();
        Environment environment = new Environment(log, Timing.SYSTEM, type -> {
            throw new Error("hostile");
        });
        LiveModule module = new Registrar(environment).open(Owner.UNKNOWN).openModule("m");
        module.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {}));
        module.registerProvider(ProviderCharacteristics.of(
                Npi.of("test.npi", ClientCalls.class, copyOf(ProviderCalls.class)),
                proposal -> Answer.accept(BindingContext.NONE)));
        module.close();

        log.takeWarning("see different classes", ProviderCalls.class.getName(), "from one NPI bundle");
    }

    /** Where the class of one side is, and what is to be deleted. */
    @ParameterizedTest
    @CsvSource({
        "c, p, both have a copy, delete the copy in c [1] and in p [2]",
        "c, npi, only the client has, delete the copy in c [1]",
        "npi, p, only the provider has, delete the copy in p [2]",
        "npi, other, two bundles export it, delete the copy in npi [3] or other [4]",
    })
    void register_copies_adviceNamesThem(String client, String provider, String why, String advice) throws Exception {
        Class<?> other = copyOf(ProviderCalls.class);
        List<String> bundles = List.of("c", "p", "npi", "other");
        CapturedLog log = new CapturedLog();
        Environment environment = new Environment(log, Timing.SYSTEM, Class::getName).withHome(type -> {
            String home = type == other ? provider : client;
            return type == ClientCalls.class
                    ? Optional.empty()
                    : Optional.of(new Owner(bundles.indexOf(home) + 1, home, "1.0.0"));
        });
        Registrar registrar = new Registrar(environment);
        LiveModule one = registrar.open(new Owner(1, "c", "1.0.0")).openModule("c");
        LiveModule two = registrar.open(new Owner(2, "p", "1.0.0")).openModule("p");
        one.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {}));
        two.registerProvider(ProviderCharacteristics.of(
                Npi.of("test.npi", ClientCalls.class, other), proposal -> Answer.accept(BindingContext.NONE)));

        CapturedLog.Entry warning = log.takeWarning(
                "see different classes",
                ProviderCalls.class.getName(),
                "Export package " + ProviderCalls.class.getPackageName() + " from one NPI bundle, and import it");
        assertTrue(warning.message().endsWith("; " + advice), () -> why + ": " + warning.message());
        one.close();
        two.close();
    }

    /** The advice is all that the answer is for. */
    @Test
    void register_outdatedThatFails_countsAsNotOutdatedAndThePairIsRefused() throws Exception {
        CapturedLog log = new CapturedLog();
        Environment environment = new Environment(log, Timing.SYSTEM, Class::getName)
                .withOrigin(Class::getName, type -> {
                    throw new Error("hostile");
                });
        LiveModule module = new Registrar(environment).open(Owner.UNKNOWN).openModule("m");
        module.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {}));
        module.registerProvider(ProviderCharacteristics.of(
                Npi.of("test.npi", ClientCalls.class, copyOf(ProviderCalls.class)),
                proposal -> Answer.accept(BindingContext.NONE)));
        module.close();

        log.takeWarning("see different classes", "from one NPI bundle");
    }
}
