// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.called;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Answers requests. */
public final class ServletActivator implements BundleActivator {
    private Scenario scenario;

    @Override
    public void start(BundleContext context) {
        Scenario told = context.getService(context.getServiceReference(Scenario.class));
        scenario = told;
        context.registerService(
                Servlet.class,
                new Answer(told),
                HandlerActivator.properties(context, Map.of("osgi.http.whiteboard.servlet.pattern", "/work")));
    }

    @Override
    public void stop(BundleContext context) {
        scenario.record("servlet stopped");
    }

    /** Answers each request, when the script lets it. */
    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Scenario scenario;

        Answer(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            scenario.take("servlet answers");
            scenario.record("servlet has answered");
            response.getWriter().print("the answer");
        }
    }
}
