// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole.browser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.nmr.NetworkModuleRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A Felix with the registrar, the web console and the page. The types of the API are those of the test, so that it can
 * act for the bundles that it installs.
 */
final class Console implements AutoCloseable {
    private static final String API =
            "org.nmr;version=1.0.0,org.nmr.diagnostics;version=1.0.0,org.nmr.spi;version=1.0.0";

    private final Framework framework;
    private final int port;

    Console() throws IOException, BundleException {
        port = freePort();
        Path storage = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "console-storage");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        storage.toString(),
                        "org.osgi.framework.system.packages.extra",
                        API,
                        "org.apache.felix.http.host",
                        "127.0.0.1",
                        "org.osgi.service.http.port",
                        Integer.toString(port)));
        framework.start();
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("console.bundles")))) {
            for (Path jar : jars.sorted().toList()) {
                installed.add(context().installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns where the page is; with the console's default user if it is wanted. */
    String address(boolean withUser) {
        return "http://" + (withUser ? "admin:admin@" : "") + "127.0.0.1:" + port + "/system/console/nmr";
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle find(String name) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Installs and starts a bundle that has nothing in it. */
    Bundle start(String name) throws BundleException, IOException {
        Bundle bundle = context().installBundle("browser:" + name, new ByteArrayInputStream(emptyJar(name)));
        bundle.start();
        return bundle;
    }

    private static byte[] emptyJar(String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Bundle-Version", "1.2.3");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    /** Returns the registrar as the bundle sees it. */
    static NetworkModuleRegistrar registrarOf(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        ServiceReference<NetworkModuleRegistrar> reference = context.getServiceReference(NetworkModuleRegistrar.class);
        return context.getService(reference);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(60_000);
    }
}
