// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The bundles that the surfaces for operators need, and what these surfaces show; seen from outside. */
public final class Surfaces {
    private final BundleContext context;

    private Surfaces(BundleContext context) {
        this.context = context;
    }

    /** Installs and starts what the build has copied. */
    public static Surfaces start(Felix felix) throws Exception {
        Copied.startAll(felix, "surfaces");
        Surfaces surfaces = new Surfaces(felix.context());
        Await.until("a port of the HTTP server", () -> surfaces.port() > 0);
        return surfaces;
    }

    /** Returns how many diagnostic listeners are published. */
    public int listeners() {
        return references("org.nmr.diagnostics.DiagnosticListener").length;
    }

    private ServiceReference<?>[] references(String type) {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(type, null);
            return all == null ? new ServiceReference<?>[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int port() {
        for (ServiceReference<?> http : references("org.osgi.service.servlet.runtime.HttpServiceRuntime")) {
            Object port = http.getProperty("org.osgi.service.http.port");
            return port == null ? 0 : Integer.parseInt(port.toString());
        }
        return 0;
    }

    /** Returns the answer of the HTTP server, with its headers. */
    public String get(String path) {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the topics of events that come from now on. */
    public List<String> topics(String wanted) throws Exception {
        String type = "org.osgi.service.event.EventHandler";
        Bundle admin = references("org.osgi.service.event.EventAdmin")[0].getBundle();
        Class<?> handler = admin.loadClass(type);
        List<String> topics = new CopyOnWriteArrayList<>();
        Object service =
                Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? self == args[0]
                                : (Object) System.identityHashCode(self);
                    }
                    topics.add((String) args[0].getClass().getMethod("getTopic").invoke(args[0]));
                    return null;
                });
        admin.getBundleContext()
                .registerService(type, service, FrameworkUtil.asDictionary(Map.of("event.topics", wanted)));
        return topics;
    }

    /** Returns the entries of a health check's result. */
    public List<String> health(String name) {
        List<String> entries = new ArrayList<>();
        for (Object entry : (Iterable<?>) result(name)) {
            entries.add((String) call(entry, "getMessage"));
        }
        return entries;
    }

    /** Returns the status of a health check. */
    public String status(String name) {
        return String.valueOf(call(result(name), "getStatus"));
    }

    private Object result(String name) {
        for (ServiceReference<?> check : references("org.apache.felix.hc.api.HealthCheck")) {
            if (name.equals(check.getProperty("hc.name"))) {
                return call(context.getService(check), "execute");
            }
        }
        throw new AssertionError("expected a health check " + name);
    }

    private static Object call(Object target, String method) {
        try {
            Method found = target.getClass().getMethod(method);
            found.setAccessible(true); // of a lambda, or of a class that is not public
            return found.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what the inventory prints of the registrar. */
    public String inventory(String format) throws Exception {
        ServiceReference<?> printer = references("org.apache.felix.inventory.InventoryPrinter")[0];
        for (ServiceReference<?> each : references("org.apache.felix.inventory.InventoryPrinter")) {
            printer = "nmr".equals(each.getProperty("felix.inventory.printer.name")) ? each : printer;
        }
        Class<?> type = printer.getBundle().loadClass("org.apache.felix.inventory.Format");
        StringWriter text = new StringWriter();
        Method print = printer.getBundle()
                .loadClass("org.apache.felix.inventory.InventoryPrinter")
                .getMethod("print", PrintWriter.class, type, boolean.class);
        print.invoke(
                context.getService(printer),
                new PrintWriter(text),
                type.getField(format).get(null),
                false);
        return text.toString();
    }
}
