// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The page {@code /metrics} for Prometheus: a servlet for the HTTP whiteboard, with a registry of its own. */
final class PrometheusPage extends HttpServlet implements AutoCloseable {
    static final String PATH = "/metrics";

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final long serialVersionUID = 1L;

    private final transient PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private transient ServiceRegistration<Servlet> service;

    private PrometheusPage(BundleContext context, RegistrarMetrics metrics) {
        metrics.bindTo(registry);
        service = context.registerService(
                Servlet.class,
                this,
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        PATH,
                        "osgi.http.whiteboard.servlet.name",
                        "nmr-metrics")));
    }

    /** Publishes the page. */
    static AutoCloseable open(BundleContext context, RegistrarMetrics metrics) {
        return new PrometheusPage(context, metrics);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept");
        String type = accepted != null && accepted.contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : TEXT;
        byte[] page = registry.scrape(type).getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    @Override
    public void close() {
        service.unregister();
        registry.close();
    }
}
