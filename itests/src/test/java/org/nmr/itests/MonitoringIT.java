// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Surfaces;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Each surface for operators, with the real bundles that it needs, names the same culprit. */
class MonitoringIT {
    private static final String NPI = "npi.a";
    private static final String HOSTILE = "<b>call</b> {} \u202e \n";
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    @RegisterExtension
    private final Felix felix = new Felix(Map.of(
            UnloadPolicy.REPORT_AFTER,
            "PT0.3S",
            "org.osgi.service.http.port",
            "0",
            "org.apache.felix.http.host",
            "127.0.0.1"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private final List<String> notified = new ArrayList<>();
    private Surfaces surfaces;
    private Task call;
    private Task stop;

    private void startAll() throws Exception {
        surfaces = Surfaces.start(felix);
        felix.startRegistrar();
        felix.start(Shipped.OPS, Shipped.METRICS, Shipped.HEALTH);
    }

    private static ObjectName bean() throws Exception {
        return new ObjectName("org.nmr:type=Registrar");
    }

    private static String attribute(String name) throws Exception {
        return (String) JMX.getAttribute(bean(), name);
    }

    /** A call of the client is inside the provider, which is to stop. */
    private Gate stick() throws Exception {
        felix.start(ModuleJar.activator("provider").provider(NPI));
        felix.start(ModuleJar.activator("client").client(NPI));
        Gate gate = new Gate(Reply.FORGET);
        felix.scenario().on("provider greets client", gate);
        call = felix.async(HOSTILE, () -> felix.scenario().perform("client calls provider"));
        gate.awaitReached();
        stop = felix.async("stop", felix.find("provider")::stop).awaitBlocked();
        Await.until(
                "a serious finding",
                () -> felix.runtime().getFindings().stream().anyMatch(each -> each.serious));
        return gate;
    }

    @Test
    void stop_callIsInside_allSurfacesNameTheCulpritAndTheRevocation(@TempDir Path folder) throws Exception {
        startAll();
        List<String> topics = surfaces.topics("org/nmr/*");
        NotificationListener listener = (notification, handback) -> heard(notification);
        JMX.addNotificationListener(bean(), listener, null, null);
        try (Recording recording = new Recording()) {
            recording.start();
            Await.until("JFR listens", () -> surfaces.listeners() == 4);
            Gate gate = stick();
            assertCulprit(felix.runtime().getFindings().get(0));
            String id = felix.runtime().getRegistrar().bindings.get(0).id;
            Await.until("a notification of the block", () -> has("org.nmr.blocked"));

            JMX.invoke(bean(), "revoke", new Object[] {id}, new String[] {"java.lang.String"});
            stop.join();
            gate.open();
            call.join();
            assertRevoked();
            Await.until("all events", () -> has("org.nmr.unloaded") && has("org.nmr.revoked"));
            for (String kind : List.of("attached", "blocked", "long_call", "detached", "unloaded", "revoked")) {
                Await.until(kind, () -> topics.contains("org/nmr/" + kind) && has("org.nmr." + kind));
            }
            recording.stop();
            assertRecorded(recording, folder.resolve("test.jfr"));
        } finally {
            JMX.removeNotificationListener(bean(), listener);
        }
        log.await("was revoked");
    }

    private synchronized void heard(Notification notification) {
        notified.add(notification.getType());
    }

    private synchronized boolean has(String type) {
        return notified.contains(type);
    }

    private void assertCulprit(FindingDTO finding) throws Exception {
        assertTrue(finding.verdict.contains("provider"), finding.verdict);
        assertEnds(finding, attribute("Findings").lines().toList());
        assertEnds(finding, surfaces.health("NMR unload over limit"));
        assertEnds(
                finding,
                surfaces.inventory("TEXT")
                        .lines()
                        .takeWhile(line -> !line.isEmpty())
                        .toList());
        assertTrue(attribute("FindingsJson").contains("\\u003cb\\u003e"), attribute("FindingsJson"));
        assertTrue(surfaces.inventory("JSON").startsWith("{\"findings\":[{"));
        assertTrue(!attribute("Findings").contains("\u202e"));
        String page = surfaces.get("/metrics");
        assertTrue(page.contains("nmr_calls_in_flight 1.0"), page);
        assertTrue(page.contains("nmr_unloads 1.0"), page);
        assertTrue(page.contains("nmr_findings{serious=\"true\"} 1.0"), page);
        assertTrue(page.contains("nmr_attached_total 1.0"), page);
    }

    /** The verdict is first; the age in it may have grown. The next step is last. */
    private static void assertEnds(FindingDTO finding, List<String> lines) {
        assertEquals(withoutAge(finding.verdict), withoutAge(lines.get(0)));
        if (!finding.nextStep.isEmpty()) {
            assertEquals(finding.nextStep, lines.get(lines.size() - 1));
        }
    }

    private static String withoutAge(String line) {
        return line.replaceAll("[0-9][0-9,.]* (ms|s|min)", "T");
    }

    private void assertRevoked() throws Exception {
        List<String> health = surfaces.health("NMR something was revoked");
        assertTrue(health.get(0).contains("was revoked"), health::toString);
        Await.until("the counter", () -> surfaces.get("/metrics").contains("nmr_revoked_total 1.0"));
        Await.until("the sum", () -> surfaces.get("/metrics").contains("nmr_calls_abandoned_total 1.0"));
        String page = surfaces.get("/metrics");
        assertTrue(page.contains("nmr_unload_seconds_count{outcome=\"revoked\"} 1"), page);
        assertEquals(1, ((String[]) JMX.getAttribute(bean(), "Revocations")).length);
    }

    private static void assertRecorded(Recording recording, Path file) throws Exception {
        recording.dump(file);
        List<String> names = RecordingFile.readAllEvents(file).stream()
                .map(event -> event.getEventType().getName())
                .filter(name -> name.startsWith("org.nmr."))
                .toList();
        for (String name : List.of("Attach", "Blocked", "LongCall", "Detach", "Unload", "Revoke")) {
            assertTrue(names.contains("org.nmr." + name), () -> name + " in " + names);
        }
    }

    /** A required provider that is missing, and a surface that comes and goes while a pair is attached and stuck. */
    @Test
    void surfaces_stoppedAndUpdatedWhileStuck_leaveNothingAndBlockNothing() throws Exception {
        startAll();
        felix.start(ModuleJar.activator("lonely").client("npi.missing").required());
        Await.until(
                "a warning",
                () -> surfaces.health("NMR required NPI without provider").size() > 1
                        || surfaces.status("NMR required NPI without provider").equals("WARN"));
        Gate gate = stick();
        for (Shipped shipped : List.of(Shipped.OPS, Shipped.METRICS, Shipped.HEALTH)) {
            Bundle bundle = felix.find("org.nmr." + shipped.name().toLowerCase(Locale.ROOT));
            bundle.stop();
            bundle.start();
            felix.update(bundle, shipped);
            felix.refresh(bundle);
            assertEquals(Bundle.ACTIVE, bundle.getState(), bundle::toString);
        }
        assertTrue(JMX.isRegistered(bean()));
        assertTrue(surfaces.get("/metrics").contains("nmr_unloads 1.0"));
        gate.open();
        stop.join();
        call.join();
        felix.find("org.nmr.ops").stop();
        felix.find("org.nmr.metrics").stop();
        felix.find("org.nmr.health").stop();
        assertTrue(!JMX.isRegistered(bean()));
        assertTrue(surfaces.get("/metrics").contains("404"));
        assertEquals(0, surfaces.listeners());
    }
}
