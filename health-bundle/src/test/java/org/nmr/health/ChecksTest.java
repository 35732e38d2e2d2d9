// SPDX-License-Identifier: Apache-2.0
package org.nmr.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.inventory.Format;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.testkit.Fake;

/** The first entry of a result is the verdict, the last one the next step. */
class ChecksTest {
    private final RegistrarDTO registrar = new RegistrarDTO();
    private final List<FindingDTO> findings = new ArrayList<>();
    private final RegistrarRuntime runtime =
            Fake.of(RegistrarRuntime.class, Map.of("getRegistrar", args -> registrar, "getFindings", args -> findings));

    private FindingDTO finding(String verdict) {
        FindingDTO finding = new FindingDTO();
        finding.verdict = verdict;
        finding.details = List.of("  {} <b>");
        finding.nextStep = "next after " + verdict;
        finding.serious = true;
        findings.add(finding);
        return finding;
    }

    private static List<String> entries(Result result) {
        List<String> entries = new ArrayList<>();
        for (ResultLog.Entry entry : result) {
            entries.add(entry.getMessage());
        }
        return entries;
    }

    @Test
    void names_checksAndPrinter_areOnThePage() throws Exception {
        assertEquals(
                MonitoringPage.names("health check"),
                Stream.of(Checks.values()).map(Checks::title).collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(MonitoringPage.names("inventory"), Set.of(RegistrarPrinter.NAME_OF_PRINTER));
    }

    @Test
    void result_nothingIsWrong_isOkAndSaysSo() {
        for (Checks check : Checks.values()) {
            Result result = check.result(runtime);
            assertEquals(Result.Status.OK, result.getStatus());
            assertEquals(1, entries(result).size());
        }
    }

    @Test
    void unload_serious_isCriticalFromVerdictToNextStep() {
        finding("first").unload = new UnloadDTO();
        finding("second").unload = new UnloadDTO();
        Result result = Checks.UNLOAD.result(runtime);
        assertEquals(Result.Status.CRITICAL, result.getStatus());
        assertEquals(List.of("first", "  {} <b>", "second", "next after second", "next after first"), entries(result));
        assertEquals(Result.Status.OK, Checks.REQUIRED.result(runtime).getStatus());
    }

    @Test
    void unload_notSerious_isOk() {
        FindingDTO young = finding("first");
        young.unload = new UnloadDTO();
        young.serious = false;
        assertEquals(Result.Status.OK, Checks.UNLOAD.result(runtime).getStatus());
    }

    @Test
    void required_clientWithoutProvider_isAWarningAboutThatNpiOnly() {
        RegistrationDTO client = new RegistrationDTO();
        client.npi = "test.npi";
        client.unsatisfiedMillis = 10;
        registrar.registrations = List.of(client);
        FindingDTO other = finding("other");
        other.npi = "test.other";
        FindingDTO ours = finding("nobody offers test.npi");
        ours.npi = "test.npi";
        Result result = Checks.REQUIRED.result(runtime);
        assertEquals(Result.Status.WARN, result.getStatus());
        assertEquals("nobody offers test.npi", entries(result).get(0));
        assertEquals("next after nobody offers test.npi", entries(result).get(2));
    }

    @Test
    void revoked_something_isAWarningWithTheNewestFirst() {
        registrar.revocations = List.of("binding 4 was revoked\n  more", "binding 3 was revoked");
        Result result = Checks.REVOKED.result(runtime);
        assertEquals(Result.Status.WARN, result.getStatus());
        assertEquals(
                List.of("binding 4 was revoked", "binding 3 was revoked"),
                entries(result).subList(0, 2));
        assertTrue(entries(result).get(2).contains("Restart the JVM"));
    }

    @Test
    void print_textAndJson_haveTheFindings() {
        finding("first").unload = new UnloadDTO();
        assertTrue(print(Format.TEXT).startsWith("first\n  {} <b>\nnext after first"), () -> print(Format.TEXT));
        String json = print(Format.JSON);
        assertTrue(json.startsWith("{\"findings\":[{"), json);
        assertTrue(json.contains("\\u003cb\\u003e"), json);
        assertTrue(json.trim().endsWith("}}"), json);
    }

    private String print(Format format) {
        StringWriter text = new StringWriter();
        new RegistrarPrinter(runtime).print(new PrintWriter(text), format, /* isZip= */ false);
        return text.toString();
    }
}
