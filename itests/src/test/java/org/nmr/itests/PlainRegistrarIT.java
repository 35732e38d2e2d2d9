// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.JUnitException;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.JUnits;
import org.nmr.testkit.PlainRegistrar;
import org.nmr.testkit.RegistrarExtension;
import org.opentest4j.AssertionFailedError;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The registrar of the test kit where a test runs in a framework: only the bundle of the registrar can load its
 * classes.
 */
class PlainRegistrarIT {
    @RegisterExtension
    final Felix felix = new Felix();

    /** The JUnit of the class path of this test. */
    private void installJUnit() throws Exception {
        for (Class<?> type : List.of(AssertionFailedError.class, JUnitException.class, Test.class)) {
            install(type);
        }
    }

    /** The JUnit that osgi-test needs, and osgi-test. */
    private List<Bundle> installOsgiTest() throws Exception {
        install(AssertionFailedError.class);
        for (String bundle : List.of("junit-platform-commons-", "junit-jupiter-api-5", "junit-jupiter-params-5")) {
            felix.context().installBundle(JUnits.jar(bundle).toUri().toString());
        }
        List<Bundle> osgiTest = new ArrayList<>();
        for (String bundle : List.of("org.osgi.test.common-", "org.osgi.test.junit5-")) {
            osgiTest.add(
                    felix.context().installBundle(JUnits.jar(bundle).toUri().toString()));
        }
        return osgiTest;
    }

    /** Installs the test kit and the bundles that it imports. */
    private Class<?> plainRegistrar() throws Exception {
        installJUnit();
        return testKit().loadClass(PlainRegistrar.class.getName());
    }

    private Bundle testKit() throws Exception {
        Bundle testKit = install(PlainRegistrar.class);
        testKit.start();
        return testKit;
    }

    private static Version junitOf(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .filter(wire -> "org.junit.jupiter.api"
                        .equals(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(wire -> wire.getProvider().getVersion())
                .findFirst()
                .orElseThrow(() -> new AssertionError(bundle + ": expected an import of org.junit.jupiter.api"));
    }

    @Test
    void testKit_besideOsgiTest_sharesItsJUnit() throws Exception {
        felix.startRegistrar();
        List<Bundle> osgiTest = installOsgiTest();
        Bundle testKit = testKit();
        for (Bundle bundle : osgiTest) {
            bundle.start();
        }
        assertEquals(new Version(5, 10, 5), junitOf(testKit));
        assertEquals(new Version(5, 10, 5), junitOf(osgiTest.get(1)));
        testKit.loadClass(RegistrarExtension.class.getName()).getConstructor().newInstance();
        Object registrar = testKit.loadClass(PlainRegistrar.class.getName())
                .getConstructor()
                .newInstance();
        registrar.getClass().getMethod("close").invoke(registrar);
    }

    @Test
    void testKit_withJUnit6_usesIt() throws Exception {
        felix.startRegistrar();
        installJUnit();
        Bundle testKit = testKit();
        assertEquals(6, junitOf(testKit).getMajor());
        testKit.loadClass(RegistrarExtension.class.getName()).getConstructor().newInstance();
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
