// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.JUnitException;
import org.nmr.itests.support.Felix;
import org.nmr.testkit.PlainRegistrar;
import org.opentest4j.AssertionFailedError;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * The registrar of the test kit where a test runs in a framework: only the bundle of the registrar can load its
 * classes.
 */
class PlainRegistrarIT {
    @RegisterExtension
    final Felix felix = new Felix();

    /** Installs the test kit and the bundles that it imports, from the class path of this test. */
    private Class<?> plainRegistrar() throws Exception {
        for (Class<?> type : List.of(AssertionFailedError.class, JUnitException.class, Test.class)) {
            install(type);
        }
        Bundle testKit = install(PlainRegistrar.class);
        testKit.start();
        return testKit.loadClass(PlainRegistrar.class.getName());
    }

    private Bundle install(Class<?> type) throws URISyntaxException, BundleException {
        return felix.context()
                .installBundle(type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()
                        .toString());
    }

    @Test
    void plainRegistrar_inAFramework_isThatOfTheRegistrarsBundle() throws Exception {
        Bundle bundle = felix.startRegistrar();
        Class<?> type = plainRegistrar();
        Object registrar = type.getConstructor().newInstance();
        Object view = type.getMethod("open", String.class).invoke(registrar, "org.example");
        assertEquals(bundle.loadClass("org.nmr.registrar.core.OwnerRegistrar"), view.getClass());
        view.getClass().getMethod("openModule", String.class).invoke(view, "module");
        type.getMethod("close").invoke(registrar);
        assertThrows(
                InvocationTargetException.class,
                () -> view.getClass().getMethod("openModule", String.class).invoke(view, "late"));
        assertEquals(0, felix.runtime().getRegistrar().registrations.size());
    }

    @Test
    void plainRegistrar_bundleIsNotInstalled_saysWhatToInstall() throws Exception {
        Class<?> type = plainRegistrar();
        InvocationTargetException thrown = assertThrows(
                InvocationTargetException.class, () -> type.getConstructor().newInstance());
        String message = String.valueOf(thrown.getCause().getMessage());
        assertTrue(message.contains("install the bundle org.nmr.registrar"), message);
    }
}
