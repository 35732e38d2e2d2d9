// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.ops.internal.OpsActivator.Surface;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Shows each registrar in the platform's MBean server, as {@code org.nmr:type=Registrar}. If another framework in this
 * JVM has that name, the name of this one has the key {@code framework}, too.
 */
public final class JmxSurface implements Surface {
    private static final System.Logger LOG = System.getLogger("org.nmr.ops");

    private static final String NAME = "org.nmr:type=Registrar";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final BundleContext context;
    private final ServiceTracker<RegistrarRuntime, Published> registrars;

    /** Opens it. */
    public JmxSurface(BundleContext context) {
        this.context = context;
        this.registrars = new ServiceTracker<>(context, RegistrarRuntime.class, null) {
            @Override
            public @Nullable Published addingService(ServiceReference<RegistrarRuntime> reference) {
                RegistrarRuntime runtime = context.getService(reference);
                Published published = runtime == null ? null : publish(runtime);
                if (published == null) {
                    context.ungetService(reference);
                }
                return published;
            }

            @Override
            public void removedService(ServiceReference<RegistrarRuntime> reference, Published published) {
                withdraw(published);
                context.ungetService(reference);
            }
        };
        registrars.open();
    }

    private record Published(ObjectName name, RegistrarBean bean) {}

    private @Nullable Published publish(RegistrarRuntime runtime) {
        String framework = String.valueOf(context.getProperty(Constants.FRAMEWORK_UUID));
        try {
            try {
                return publish(NAME, framework, runtime);
            } catch (InstanceAlreadyExistsException another) {
                return publish(NAME + ",framework=" + ObjectName.quote(framework), framework, runtime);
            }
        } catch (JMException | SecurityException failed) {
            LOG.log(System.Logger.Level.WARNING, "the registrar is not shown by JMX", failed);
            return null;
        }
    }

    private Published publish(String text, String framework, RegistrarRuntime runtime) throws JMException {
        ObjectName name = new ObjectName(text);
        RegistrarBean bean = new RegistrarBean(name, framework, runtime, context);
        server.registerMBean(bean, name);
        return new Published(name, bean);
    }

    private void withdraw(Published published) {
        published.bean().close();
        try {
            server.unregisterMBean(published.name());
        } catch (InstanceNotFoundException | MBeanRegistrationException gone) {
            LOG.log(System.Logger.Level.DEBUG, "another has withdrawn " + published.name(), gone);
        }
    }

    @Override
    public void close() {
        registrars.close();
    }
}
