// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.Owner;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The service of a module that requires a provider comes after the provider and goes before it. */
class GreetingsTest {
    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final OwnerRegistrar owner = registrar.open(new Owner(1, "org.example", "1.0.0"));

    /** What is published now. */
    private @Nullable Greetings published;

    /** What a component that uses it has heard when it was deactivated. */
    private final List<String> heard = new ArrayList<>();

    private final BundleContext context = fake(BundleContext.class, (method, arguments) -> {
        published = (Greetings) arguments[1];
        return fake(ServiceRegistration.class, (unregister, none) -> {
            heard.add(Objects.requireNonNull(published).greet("and goodbye"));
            published = null;
            return null;
        });
    });

    /** What a fake does when it is called. */
    private interface Action {
        @Nullable
        Object run(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Action action) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> action.run(method.getName(), arguments)));
    }

    @AfterEach
    void unloadAll_afterEachTest_ends() {
        registrar.unloadAll().await();
    }

    private ModuleRegistrations greeter() {
        ModuleRegistrations greeter = owner.openModule("greeter");
        new GreeterActivator().register(greeter);
        return greeter;
    }

    @Test
    void greetings_greeterComesAndGoes_arePublishedMeanwhile() throws Exception {
        LiveModule module = owner.openModule("greetings");
        module.load(new GreetingsComponent(context));
        assertNull(published);

        ModuleRegistrations greeter = greeter();
        assertEquals("Hello Ann", assertNotNullAnd(published).greet("Ann"));

        greeter.close();
        assertNull(published);
        assertEquals(List.of("Hello and goodbye"), heard);

        greeter();
        assertNotNull(published);
        module.close();
        assertNull(published);
    }

    private static Greetings assertNotNullAnd(@Nullable Greetings greetings) {
        assertNotNull(greetings);
        return greetings;
    }

    @Test
    void reception_isClosed_saysGoodbye() {
        new Reception(name -> {
                    heard.add(name);
                    return name;
                })
                .close();
        assertEquals(List.of("and goodbye"), heard);
    }

    @Test
    void service_withoutAService_saysWhatWasExpected() {
        NullPointerException thrown =
                assertThrows(NullPointerException.class, () -> Follower.service(context, Greetings.class, null));
        assertEquals("follower: expected a service of org.nmr.examples.Greetings, was null", thrown.getMessage());
    }
}
