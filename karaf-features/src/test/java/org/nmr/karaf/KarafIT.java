// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The features in a real Karaf, which all tests share, because it takes long to start. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarafIT {
    private static final Path HOME = Path.of(System.getProperty("nmr.karaf.home"));
    private static final Path FEATURES = Path.of(System.getProperty("nmr.features"));
    private static final String VERSION = System.getProperty("nmr.version");
    private static final String STUCK = "org.nmr.sample.stuck";

    private static KarafProcess karaf;

    @BeforeAll
    static void install() throws IOException {
        Path folder = HOME.resolve("system/org/nmr/karaf-features/" + VERSION);
        KarafProcess.copy(FEATURES.resolve("features.xml"), folder, "karaf-features-" + VERSION + "-features.xml");
        KarafProcess.copy(
                FEATURES.resolve("nmr.registrar.cfg"), folder, "karaf-features-" + VERSION + "-registrar.cfg");
        karaf = KarafProcess.start(HOME);
        karaf.run("feature:repo-add mvn:org.nmr/karaf-features/" + VERSION + "/xml/features");
        String installed = karaf.run("feature:install nmr-ops nmr-samples nmr-sample-stuck");
        assertFalse(installed.contains("Error"), installed);
    }

    @AfterAll
    static void stop() {
        karaf.close();
    }

    @Test
    @Order(1)
    void install_features_startsTheBundlesAtTheirLevels() throws Exception {
        String bundles = karaf.run("bundle:list -t 0 -s | grep org.nmr");
        for (String line : new String[] {"30 .*org.nmr.api", "30 .*org.nmr.registrar", "80 .*org.nmr.sample.client"}) {
            assertTrue(bundles.lines().anyMatch(seen -> seen.matches(".*Active.*" + line + ".*")), bundles);
        }
        assertTrue(karaf.run("nmr:list").contains("org.nmr.sample.datagram"));
    }

    @Test
    @Order(1)
    void install_features_hasACommentedConfiguration() throws Exception {
        String options = Files.readString(HOME.resolve("etc/nmr.registrar.cfg"));
        assertTrue(options.contains("#nmr.shutdown.budget = PT25S"), options);
        assertTrue(options.lines().allMatch(line -> line.isBlank() || line.startsWith("#")), options);
    }

    @Test
    @Order(2)
    void help_ofACommand_saysWhatItExpects() throws Exception {
        String help = karaf.run("nmr:why --help");
        assertTrue(help.contains("bundle"), help);
    }

    @Test
    @Order(3)
    void stop_stuckBundle_isWaitingAndSaysForWhat() throws Exception {
        karaf.run("bundle:stop " + STUCK + " &");
        String listed = karaf.await("bundle:list -s | grep " + STUCK, "Waiting");
        assertTrue(listed.contains(STUCK), listed);
        String diag = karaf.run("bundle:diag " + STUCK);
        assertTrue(diag.contains("Network Module Registrar"), diag);
        String why = karaf.run("nmr:why " + STUCK);
        assertTrue(why.contains("call"), why);

        karaf.run("stuck:release");

        karaf.await("bundle:list -s | grep " + STUCK, "Resolved");
        assertFalse(karaf.run("bundle:diag " + STUCK).contains("Network Module Registrar"));
    }

    @Test
    @Order(4)
    void shutdown_afterThat_ends() throws Exception {
        assertEquals(0, karaf.shutdown());
    }
}
