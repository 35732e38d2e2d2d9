// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who resolves a module alone gets the registrar, too; bnd has resolved what is in the folder {@code resolve}. */
class ResolvedModulesIT {
    private static final Path RESOLVED = Path.of(System.getProperty("resolved"));

    @Test
    void resolve_moduleWithAnActivator_bringsTheRegistrar() throws IOException {
        assertEquals(
                Set.of("org.nmr.api", "org.nmr.registrar", "org.nmr.sample.datagram", "org.nmr.sample.provider"),
                runbundles("activator.bndrun"));
    }

    @Test
    void resolve_moduleThatIsAComponent_bringsTheRegistrarAndComponents() throws IOException {
        assertEquals(
                Set.of(
                        "org.nmr.api",
                        "org.nmr.registrar",
                        "org.nmr.sample.client",
                        "org.nmr.sample.datagram",
                        "org.apache.felix.scr",
                        "org.osgi.service.component",
                        "org.osgi.util.function",
                        "org.osgi.util.promise"),
                runbundles("component.bndrun"));
    }

    /** Returns the symbolic names without their versions. */
    private static Set<String> runbundles(String name) throws IOException {
        Properties run = new Properties();
        try (Reader file = Files.newBufferedReader(RESOLVED.resolve(name))) {
            run.load(file);
        }
        Set<String> names = new TreeSet<>();
        for (String clause : run.getProperty("-runbundles").split("\\)',")) {
            names.add(clause.split(";")[0].strip());
        }
        return names;
    }
}
