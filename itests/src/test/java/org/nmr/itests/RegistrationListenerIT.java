// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A published listener hears which registrations come and go; afterwards no thread is left, see {@link Felix}. */
class RegistrationListenerIT {
    private static final String TYPE = "org.nmr.RegistrationListener";

    @RegisterExtension
    private final Felix felix = new Felix();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private boolean isBlocked;

    /** Of the class space of the framework. */
    private ServiceRegistration<?> publish() throws Exception {
        Bundle api = felix.find("org.nmr.api");
        Class<?> type = api.loadClass(TYPE);
        Object listener = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? self == args[0] : (Object) System.identityHashCode(self);
            }
            Object role = args[0].getClass().getMethod("role").invoke(args[0]);
            heard.add(method.getName() + " " + role);
            if (isBlocked) {
                gate.await();
            }
            return null;
        });
        return api.getBundleContext().registerService(TYPE, listener, null);
    }

    private void awaitHeard(String... events) {
        Await.until("events " + List.of(events), () -> heard.equals(List.of(events)));
    }

    @Test
    void published_beforeTheRegistrar_hearsAllUntilItIsWithdrawn() throws Exception {
        ServiceRegistration<?> listener = publish();
        felix.startRegistrar();
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        awaitHeard("added PROVIDER");
        felix.start(ModuleJar.whiteboard("client").client("npi.a"));
        awaitHeard("added PROVIDER", "added CLIENT");
        provider.stop();
        awaitHeard("added PROVIDER", "added CLIENT", "removed PROVIDER");
        listener.unregister();
        provider.start();
        provider.stop();
        awaitHeard("added PROVIDER", "added CLIENT", "removed PROVIDER");
    }

    @Test
    void stop_registrar_listenerHearsOfEachEnd() throws Exception {
        Bundle registrar = felix.startRegistrar();
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        publish();
        awaitHeard("added PROVIDER"); // a registrar that stops does not get the service object any more
        registrar.stop();
        awaitHeard("added PROVIDER", "removed PROVIDER");
        registrar.start(); // the module registers with the next one
        awaitHeard("added PROVIDER", "removed PROVIDER", "added PROVIDER");
    }

    @Test
    void stop_listenerIsBlocked_nobodyWaitsForIt() throws Exception {
        felix.startRegistrar();
        isBlocked = true;
        publish();
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        awaitHeard("added PROVIDER");
        provider.stop();
        felix.find("org.nmr.registrar").stop();
        assertEquals(List.of("added PROVIDER"), heard);
        gate.countDown();
        awaitHeard("added PROVIDER", "removed PROVIDER");
    }
}
