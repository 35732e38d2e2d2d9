// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.lang.reflect.InvocationTargetException;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The page of the health checks. Their servlet is there once it has a configuration. */
final class HealthPage {
    static final String PATH = "/system/health";

    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String SERVLET = "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet";

    /** Neither a header nor a script may show the page to another site that the user visits. */
    private static final Map<String, Object> CONFIGURATION =
            Map.of("servletPath", PATH, "cors.accessControlAllowOrigin", "", "allowed.formats", new String[] {
                "html", "json", "txt", "verbose.txt"
            });

    private HealthPage() {}

    /** Configures the servlet. By reflection, because the types of the service are those of a bundle. */
    static void configure(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(ADMIN);
        if (reference == null) {
            throw new IllegalStateException("expected a service " + ADMIN + ", which is packed");
        }
        Object admin = context.getService(reference);
        ClassLoader loader = admin.getClass().getClassLoader();
        try {
            Object configuration = Class.forName(ADMIN, /* initialize= */ false, loader)
                    .getMethod("createFactoryConfiguration", String.class, String.class)
                    .invoke(admin, SERVLET, "?"); // "?": for whichever bundle the servlet comes from
            Class.forName("org.osgi.service.cm.Configuration", /* initialize= */ false, loader)
                    .getMethod("update", Dictionary.class)
                    .invoke(configuration, FrameworkUtil.asDictionary(CONFIGURATION));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("could not configure " + SERVLET, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("could not configure " + SERVLET, e);
        }
    }
}
