// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import org.nmr.itests.shared.Work;

/** Makes ordinary bundles, which import nothing of this project. */
public final class PlainJar {
    private static final String CODE = "org.nmr.itests.plain";
    private static final String PROPERTIES = "Itest-Properties";

    private PlainJar() {}

    /** Returns one with such an activator; the properties of its service are written {@code a=1;b=c}. */
    static ModuleJar activator(String name, String activator, String properties) {
        return jar(name).with("Bundle-Activator", CODE + "." + activator).with(PROPERTIES, properties);
    }

    /** Returns one whose service asks to be drained and has this shape. */
    public static ModuleJar shape(String shape) {
        return shape(shape, "nmr.drain=true");
    }

    /** Returns one whose service has this shape and these properties. */
    public static ModuleJar shape(String shape, String properties) {
        return activator(shape, "ShapeActivator", properties).with("Itest-Shape", shape);
    }

    /** Returns one with a component that provides {@code Work} as long as there is a service of a type. */
    public static ModuleJar needing(String name, Class<?> needed, String properties) {
        return provider(
                name,
                "singleton",
                properties,
                "<reference name=\"needed\" interface=\"%s\"/>".formatted(needed.getName()));
    }

    /** Returns one with a component that has {@code Work} in a field, in the way that these attributes say. */
    public static ModuleJar fieldUser(String name, String attributes) {
        return user(name, "FieldUser", "", "field=\"work\" " + attributes);
    }

    /** Returns one with a component whose constructor gets {@code Work}, in the way that these attributes say. */
    public static ModuleJar constructorUser(String name, String attributes) {
        return user(name, "ConstructorUser", "init=\"1\"", "parameter=\"0\" " + attributes);
    }

    /** Returns one with a Blueprint container whose bean has a reference to {@code Work}. */
    public static ModuleJar blueprintUser(String name) {
        return jar(name).withText("OSGI-INF/blueprint/beans.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <blueprint xmlns="http://www.osgi.org/xmlns/blueprint/v1.0.0">
                  <reference id="work" interface="%s" timeout="60000"/>
                  <bean class="%s.BlueprintUser" destroy-method="destroy">
                    <argument ref="blueprintBundleContext"/>
                    <argument ref="work"/>
                  </bean>
                </blueprint>
                """.formatted(Work.class.getName(), CODE));
    }

    /**
     * Returns one that Apache Felix Dependency Manager manages.
     *
     * @param role {@code provider}, or a user for which the service is {@code required} or {@code optional}
     */
    public static ModuleJar managed(String name, String role) {
        String code = "org.nmr.itests.managed";
        return ModuleJar.of(name, code, "org.apache.felix.dm")
                .with("Bundle-Activator", code + ".ManagedActivator")
                .with("Itest-Role", role);
    }

    /** Returns one with an event handler. */
    public static ModuleJar handler(boolean asks) {
        return called("handler", "HandlerActivator", "org.osgi.service.event", asks);
    }

    /** Returns one with a servlet. */
    public static ModuleJar servlet(boolean asks) {
        return called("servlet", "ServletActivator", "jakarta.servlet,jakarta.servlet.http", asks);
    }

    private static ModuleJar called(String name, String activator, String imports, boolean asks) {
        String code = "org.nmr.itests.called";
        ModuleJar jar = ModuleJar.of(name, code, imports).with("Bundle-Activator", code + "." + activator);
        return asks ? jar.with("Itest-Asks", "nmr.drain=true") : jar;
    }

    static ModuleJar provider(String name, String scope, String properties, String references) {
        StringBuilder lines = new StringBuilder();
        for (String each : properties.isEmpty() ? new String[0] : properties.split(";")) {
            String[] pair = each.split("=", 2);
            String type = pair[1].matches("-?[0-9]+") ? "Integer" : "String";
            lines.append("<property name=\"%s\" type=\"%s\" value=\"%s\"/>".formatted(pair[0], type, pair[1]));
        }
        return component(name, "WorkComponent", "", """
                %s<service scope="%s"><provide interface="%s"/></service>
                %s
                """.formatted(lines, scope, Work.class.getName(), references));
    }

    static ModuleJar user(String name, String code, String attributes, String reference) {
        return component(
                name, code, "immediate=\"true\" " + attributes, """
                <reference name="work" interface="%s" %s/>
                """.formatted(Work.class.getName(), reference));
    }

    private static ModuleJar component(String name, String code, String attributes, String content) {
        String description = "OSGI-INF/" + name + ".xml";
        return jar(name).with("Service-Component", description).withText(description, """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" %s
                    activate="activate" deactivate="deactivate">
                  <implementation class="%s.%s"/>
                  %s
                </scr:component>
                """.formatted(
                        name, attributes, CODE, code, content));
    }

    private static ModuleJar jar(String name) {
        return ModuleJar.of(name, CODE, "org.osgi.service.component;resolution:=optional");
    }
}
