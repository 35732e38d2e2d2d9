// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The services that are never drained, even if that is asked for, and why. */
final class NeverDrained {
    /** What belongs to packages, and why. The last dot is a part of the prefix. */
    private static final List<Group> PACKAGES = List.of(
            new Group("org.osgi.framework.", "a service or hook of the framework"),
            new Group("org.osgi.service.url.", "the framework uses it for URLs"),
            new Group("org.osgi.service.packageadmin.", "a service of the framework"),
            new Group("org.osgi.service.startlevel.", "a service of the framework"),
            new Group("org.osgi.service.permissionadmin.", "a service of the framework"),
            new Group("org.osgi.service.condpermadmin.", "a service of the framework"),
            new Group("org.osgi.service.resolver.", "a service of the framework"),
            new Group("org.osgi.service.condition.", "it is never called"),
            new Group("org.osgi.service.cm.", "Config Admin calls it, or is it, on its only thread for updates"),
            new Group("org.osgi.service.log.", "a wait would need it for its reports"),
            new Group("org.osgi.service.component.", "the runtime of components would wait for itself"),
            new Group("org.nmr.spi.", "it belongs to the registrar"),
            new Group("org.nmr.diagnostics.", "it belongs to the registrar"),
            new Group("org.nmr.ops.", "it belongs to the registrar"),
            new Group("org.nmr.drain.", "it belongs to the registrar"),
            new Group("org.nmr.registrar.", "it belongs to the registrar"));

    private static final Set<String> MODULES = Set.of("org.nmr");

    private static final String EVENT_ADMIN = "org.osgi.service.event.EventAdmin";

    /** What has such a property is reflected on, or cast to its class. */
    private static final List<Group> PROPERTIES = List.of(
            new Group("osgi.command.function", "Gogo looks at the methods of its class"),
            new Group("osgi.jaxrs.resource", "JAX-RS looks at the annotations of its class"),
            new Group("osgi.jaxrs.extension", "JAX-RS looks at the annotations of its class"),
            new Group("osgi.jaxrs.application.base", "JAX-RS looks at the annotations of its class"),
            new Group("osgi.jakartars.resource", "Jakarta REST looks at the annotations of its class"),
            new Group("osgi.jakartars.extension", "Jakarta REST looks at the annotations of its class"),
            new Group("osgi.jakartars.application.base", "Jakarta REST looks at the annotations of its class"),
            new Group("jmx.objectname", "JMX looks at its class"));

    private NeverDrained() {}

    /** Returns why it is never drained. */
    static Optional<String> reason(ServiceFacts facts) {
        if (facts.bundleId() == 0) {
            return Optional.of("the framework itself provides it");
        }
        return facts.types().stream()
                .flatMap(type -> ofType(type).stream())
                .findFirst()
                .or(() -> first(PROPERTIES, group -> facts.get(group.name) != null));
    }

    private static Optional<String> ofType(String type) {
        return why(type).map(why -> Texts.oneLine(type) + " is never drained: " + why);
    }

    private static Optional<String> why(String type) {
        if (type.equals(EVENT_ADMIN)) {
            return Optional.of("it calls all handlers on few threads");
        }
        if (MODULES.contains(type.substring(0, Math.max(type.lastIndexOf('.'), 0)))) {
            return Optional.of("it belongs to the registrar");
        }
        if (type.endsWith("MBean") || type.endsWith("MXBean")) {
            return Optional.of("JMX looks at its class");
        }
        return first(PACKAGES, group -> type.startsWith(group.name));
    }

    private static Optional<String> first(List<Group> groups, Predicate<Group> isMeant) {
        return groups.stream().filter(isMeant).map(Group::reason).findFirst();
    }

    /** A prefix or a property, and the reason. */
    private record Group(String name, String reason) {}
}
