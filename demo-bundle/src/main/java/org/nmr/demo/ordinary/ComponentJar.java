// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.nmr.demo.ordinary.consumer.ConsumerComponent;
import org.nmr.demo.ordinary.provider.GreeterComponent;
import org.osgi.framework.Constants;

/**
 * A bundle with one component.
 *
 * @param component its class
 * @param attributes of the root of its description
 * @param elements after its implementation
 */
record ComponentJar(Class<?> component, String attributes, String elements) {
    private static final String DESCRIPTION = "OSGI-INF/component.xml";
    private static final String OPENED = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"";

    static ComponentJar provider(Protection protection, Duration work) {
        return new ComponentJar(
                GreeterComponent.class,
                "activate=\"open\" deactivate=\"close\"",
                "<property name=\"" + GreeterComponent.WORK + "\" value=\"" + work.toMillis() + "\"/>"
                        + protection.elements() + "<service><provide interface=\"" + Greeter.class.getName()
                        + "\"/></service>");
    }

    static ComponentJar consumer(Wiring wiring) {
        return new ComponentJar(
                ConsumerComponent.class,
                "",
                reference(Traffic.class, "bind=\"use\"")
                        + reference(Greeter.class, "bind=\"bind\" unbind=\"unbind\" " + wiring.attributes()));
    }

    private static String reference(Class<?> service, String attributes) {
        return "<reference name=\"" + service.getSimpleName() + "\" interface=\"" + service.getName() + "\" "
                + attributes + "/>";
    }

    /** Names it, also as symbolic name. */
    String name() {
        return component.getPackageName();
    }

    /** Returns the jar. */
    InputStream open() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String file = component.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest());
                InputStream code = component.getClassLoader().getResourceAsStream(file)) {
            jar.putNextEntry(new JarEntry(DESCRIPTION));
            jar.write(description().getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(file));
            Objects.requireNonNull(code, file).transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name());
        headers.putValue(Constants.IMPORT_PACKAGE, Greeter.class.getPackageName());
        headers.putValue("Service-Component", DESCRIPTION);
        return manifest;
    }

    private String description() {
        return OPENED + component.getSimpleName() + "\" " + attributes + "><implementation class=\""
                + component.getName() + "\"/>" + elements + "</scr:component>";
    }
}
