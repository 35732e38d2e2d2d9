// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Dictionary;
import java.util.Map;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.core.Changes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The diagnostics as a service, with the number of changes as a property, which is written by {@link FollowUps}. */
final class RuntimeService {
    /** OSGi's name for the property. */
    static final String CHANGE_COUNT = "service.changecount";

    private final Changes changes;
    private final System.Logger log;
    private final ServiceRegistration<RegistrarRuntime> registration;

    /** What the property says. Written by the constructor, then by the thread of the follow-ups only. */
    private long written;

    /** Publishes the service. */
    RuntimeService(BundleContext context, RegistrarRuntime runtime, Changes changes, System.Logger log) {
        this.changes = changes;
        this.log = log;
        this.written = changes.count();
        this.registration = context.registerService(RegistrarRuntime.class, runtime, properties(written));
    }

    void unregister() {
        registration.unregister();
    }

    /** Writes the count if it has changed; returns that nothing more is to be written until the next change. */
    boolean write() {
        long count = changes.count();
        if (count == written) {
            return false;
        }
        written = count;
        try {
            registration.setProperties(properties(count));
        } catch (IllegalStateException unregistered) {
            log.log(DEBUG, "the last change was not written", unregistered);
        }
        return false;
    }

    private static Dictionary<String, Object> properties(long count) {
        return FrameworkUtil.asDictionary(Map.of(CHANGE_COUNT, count));
    }
}
