// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final String SERVICE = "org.apache.karaf.kar.KarService";
    private static final String STUCK = "org.nmr.sample.stuck";

    private static KarafProcess karaf;
    private static int port;

    /** The bundles that Karaf has chosen for a module that names no registrar. */
    private static String byCapability;

    /** A bundle that is a dependency is installed only if another one requires what it provides. */
    private static final String MODULE_ALONE = """
            <features name="alone" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <feature name="module-alone" version="1.0.0">
                <bundle>mvn:org.nmr/org.nmr.api/VERSION</bundle>
                <bundle>mvn:org.nmr/org.nmr.sample.datagram/VERSION</bundle>
                <bundle>mvn:org.nmr/org.nmr.sample.provider/VERSION</bundle>
                <bundle dependency="true">mvn:org.nmr/org.nmr.registrar/VERSION</bundle>
                <bundle dependency="true">mvn:org.nmr/org.nmr.ops/VERSION</bundle>
              </feature>
            </features>
            """;

    private static String installByCapability() throws IOException {
        Path file = Files.writeString(HOME.resolve("alone.xml"), MODULE_ALONE.replace("VERSION", VERSION));
        karaf.run("feature:repo-add " + file.toUri());
        karaf.run("feature:install module-alone");
        String bundles = karaf.run("bundle:list -t 0 -s | grep org.nmr");
        karaf.run("feature:uninstall module-alone");
        return bundles;
    }

    @BeforeAll
    static void install() throws IOException {
        Path folder = HOME.resolve("system/org/nmr/karaf-features/" + VERSION);
        KarafProcess.copy(FEATURES.resolve("features.xml"), folder, "karaf-features-" + VERSION + "-features.xml");
        KarafProcess.copy(
                FEATURES.resolve("nmr.registrar.cfg"), folder, "karaf-features-" + VERSION + "-registrar.cfg");
        KarafProcess.copy(FEATURES.resolve("nmr.drain.cfg"), folder, "karaf-features-" + VERSION + "-drain.cfg");
        KarafProcess.copy(
                FEATURES.resolve("nmr.health.config"), folder, "karaf-features-" + VERSION + "-health.config");
        allowAUser();
        karaf = KarafProcess.start(HOME);
        byCapability = installByCapability();
        karaf.run("feature:repo-add mvn:org.nmr/karaf-features/" + VERSION + "/xml/features");
        String installed = karaf.run("feature:install nmr-ops nmr-drain nmr-webconsole nmr-metrics nmr-health"
                + " nmr-samples nmr-sample-stuck");
        assertFalse(installed.contains("Error"), installed);
    }

    /** Karaf brings no user, and its features no free port. */
    private static void allowAUser() throws IOException {
        Files.writeString(
                HOME.resolve("etc/users.properties"),
                "karaf = karaf,_g_:admingroup\n_g_\\:admingroup = group,admin\nguest = guest,viewer\n");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                HOME.resolve("etc/org.apache.felix.http.cfg"),
                "org.apache.felix.http.host = 127.0.0.1\norg.osgi.service.http.port = " + port + "\n");
    }

    @AfterAll
    static void stop() {
        karaf.close();
    }

    @Test
    void install_moduleThatNamesNoRegistrar_bringsTheRegistrarByItsCapability() {
        assertTrue(byCapability.lines().anyMatch(line -> line.matches(".*Active.*org.nmr.registrar.*")), byCapability);
        assertFalse(byCapability.contains("org.nmr.ops"), byCapability);
    }

    @Test
    @Order(1)
    void install_features_startsTheBundlesAtTheirLevels() throws Exception {
        String bundles = karaf.run("bundle:list -t 0 -s | grep org.nmr");
        for (String line : new String[] {"30 .*org.nmr.api", "30 .*org.nmr.registrar", "80 .*org.nmr.sample.client"}) {
            assertTrue(bundles.lines().anyMatch(seen -> seen.matches(".*Active.*" + line + ".*")), bundles);
        }
        String list = karaf.run("nmr:npis --json");
        assertTrue(list.contains("org.nmr.sample.datagram"), list);
    }

    @Test
    @Order(1)
    void install_features_hasACommentedConfiguration() throws Exception {
        for (String[] file :
                new String[][] {{"nmr.registrar.cfg", "#nmr.shutdown.budget = PT25S"}, {"nmr.drain.cfg", "#hold = PT5S"}
                }) {
            String options = Files.readString(HOME.resolve("etc").resolve(file[0]));
            assertTrue(options.contains(file[1]), options);
            assertTrue(options.lines().allMatch(line -> line.isBlank() || line.startsWith("#")), options);
        }
    }

    @Test
    @Order(1)
    void install_features_describesTheOptionsOfDrainedServices() throws Exception {
        Path jar = HOME.resolve("system/org/nmr/org.nmr.drain/" + VERSION + "/org.nmr.drain-" + VERSION + ".jar");
        assertEquals(described(jar), offered(HOME.resolve("etc/nmr.drain.cfg")));
    }

    /** The keys of the description for tools that edit the configuration. */
    private static Set<String> described(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            JarEntry description = jar.stream()
                    .filter(entry -> entry.getName().matches("OSGI-INF/metatype/.*\\.xml"))
                    .findFirst()
                    .orElseThrow();
            String text = new String(jar.getInputStream(description).readAllBytes(), StandardCharsets.UTF_8);
            return matches("<AD[^>]* id=\"([^\"]+)\"", text);
        }
    }

    private static Set<String> offered(Path options) throws IOException {
        return matches("(?m)^#(\\S+) = ", Files.readString(options));
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Order(2)
    void help_ofACommand_saysWhatItExpects() throws Exception {
        for (String[] command : new String[][] {
            {"why", "nmr:why [BUNDLE|MODULE|NPI]"},
            {"drain", "nmr:drain BUNDLE"}
        }) {
            for (String help : new String[] {"nmr:%s --help", "help nmr:%s", "help %s"}) {
                String text = karaf.run(String.format(help, command[0]));
                assertEquals(
                        1,
                        text.lines().filter(line -> line.contains(command[1])).count(),
                        help + " shows " + text);
            }
        }
    }

    @Test
    @Order(2)
    void console_withKarafsUser_showsThePageAndNobodyElseSeesIt() throws Exception {
        HttpResponse<String> page = answer("/system/console/nmr", "karaf:karaf");
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("/nmr/page.css"), page::body);
        for (String other : List.of("", "admin:admin", "karaf:wrong", "guest:guest", "karaf", ":")) {
            assertEquals(401, answer("/system/console/nmr", other).statusCode(), other);
        }
    }

    @Test
    @Order(2)
    void metricsAndHealth_withoutAUser_answer() throws Exception {
        String metrics = answer("/metrics", "").body();
        assertTrue(metrics.contains("nmr_bindings "), metrics);
        HttpResponse<String> health = answer("/system/health.json?tags=nmr", "");
        assertTrue(health.body().contains("NMR unload over limit"), health::body);
        assertEquals(Optional.empty(), health.headers().firstValue("Access-Control-Allow-Origin"));
        String script =
                answer("/system/health?tags=nmr&format=jsonp&callback=show", "").body();
        assertFalse(script.contains("show("), script);
    }

    /** Asks until the server knows the page: it may come after its bundle. */
    private static HttpResponse<String> answer(String path, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        HttpClient client = HttpClient.newHttpClient();
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(request.build(), ofString());
        while (answer.statusCode() == 404 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
            answer = client.send(request.build(), ofString());
        }
        return answer;
    }

    /** Karaf uses the service from its start, so it is drained when it is registered again. */
    @Test
    @Order(2)
    void drain_serviceOfKaraf_isDrainedAfterARestartOfItsBundle() throws Exception {
        String help = karaf.run("nmr:services --help");
        assertTrue(help.contains("nmr:services [-l]"), help);
        Files.writeString(HOME.resolve("etc/nmr.drain.cfg"), "filter = (objectClass=" + SERVICE + ")\n");
        karaf.await("nmr:services", SERVICE);
        karaf.run("bundle:restart org.apache.karaf.kar.core");
        String row = karaf.await("nmr:services | grep " + SERVICE, "DRAINED");
        assertTrue(row.contains("org.apache.karaf.kar.core"), row);
        assertFalse(karaf.await("kar:list", "KAR Name").contains("Error"));
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
    void commands_bundleThatCompletesThemStops_areThere() throws Exception {
        karaf.run("bundle:stop org.nmr.karaf");
        String list = karaf.run("nmr:npis --json");
        assertTrue(list.contains("org.nmr.sample.datagram"), list);
        karaf.run("bundle:start org.nmr.karaf");
        karaf.run("bundle:stop org.nmr.registrar");
        karaf.await("nmr:why", "no registrar is there");
        karaf.run("bundle:start org.nmr.registrar");
        karaf.await("nmr:npis --json", "org.nmr.sample.datagram");
        karaf.await("nmr:why org.nmr.sample.client", "is not unloading");
    }

    @Test
    @Order(5)
    void shutdown_afterThat_ends() throws Exception {
        assertEquals(0, karaf.shutdown());
    }
}
