// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** What a bundle lacks that cannot be resolved is said in two lines, once; it starts when nothing is missing. */
class WaitingTest {
    private static final int JAVA = Runtime.version().feature();

    @RegisterExtension
    final EmptyFelix felix = new EmptyFelix();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Waiting waiting;

    @BeforeEach
    void make() {
        waiting = new Waiting(
                felix.context(),
                new Missing(felix.context(), Path.of("my load")),
                new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8));
    }

    private List<String> look() {
        bytes.reset();
        waiting.look();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The first look only finds it. */
    private void assertTold(String... lines) {
        assertEquals(List.of(), look());
        assertEquals(List.of(lines), look());
        assertEquals(List.of(), look());
    }

    @Test
    void look_noNpi_isSaidOnceAndItStartsWhenThatComes() throws Exception {
        Bundle client = felix.start("client", "Import-Package: org.example.npi;version=\"[1.0,2)\"");
        assertTold(
                "nmr: client [1] does not start: no bundle exports package org.example.npi [1.0,2)",
                "nmr: to start client, put a bundle that exports package org.example.npi [1.0,2) into my load:"
                        + " it starts then");
        felix.install("npi", "1.0.0", "Export-Package: org.example.npi;version=1.2");
        assertTold("nmr: started client [1]: nothing is missing any more");
        assertEquals(Bundle.ACTIVE, client.getState());
    }

    @Test
    void begin_noNpi_isSaidAtOnce() throws Exception {
        felix.start("client", "Import-Package: org.example.npi");
        waiting.begin();
        assertEquals(2, bytes.toString(StandardCharsets.UTF_8).lines().count(), bytes::toString);
        assertEquals(List.of(), look());
    }

    @Test
    void begin_npiIsThereMeanwhile_starts() throws Exception {
        Bundle client = felix.start("client", "Import-Package: org.example.npi");
        felix.install("npi", "1.0.0", "Export-Package: org.example.npi");
        waiting.begin();
        assertEquals(Bundle.ACTIVE, client.getState());
    }

    @Test
    void look_refreshedInBetween_saysNothing() throws Exception {
        felix.start("client", "Import-Package: org.example.npi");
        assertEquals(List.of(), look());
        felix.install("npi", "1.0.0", "Export-Package: org.example.npi");
        assertTold("nmr: started client [1]: nothing is missing any more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.0,2)   | 2.1   | [1.0,2)      | 2.1",
                "[1.2,1.3) | 1.3.0 | [1.2,1.3)    | 1.3",
                "3.0.1     | 2     | 3.0.1 or later | 2.0",
                "(1,2]     | 1     | (1.0,2.0]    | 1.0",
                "[2,2]     | 3     | [2.0,2.0]    | 3.0",
            })
    void look_otherVersion_isNamedWithItsBundle(String range, String version, String wanted, String seen)
            throws Exception {
        felix.start("npi", "Export-Package: org.example.npi;version=" + version);
        felix.start("client", "Import-Package: org.example.npi;version=\"" + range + "\"");
        String what = "package org.example.npi " + wanted;
        assertTold(
                "nmr: client [2] does not start: " + what + " wanted, " + seen + " is exported by npi [1]",
                "nmr: to start client, put a bundle that exports " + what
                        + " into my load, or build client for what is there");
    }

    @Test
    void look_otherAttributes_areNamed() throws Exception {
        felix.start("npi", "Export-Package: org.example.npi;version=1.0;copy=true");
        felix.start("client", "Import-Package: org.example.npi;copy=false");
        assertEquals(List.of(), look());
        String line = look().get(0);
        assertTrue(line.contains("org.example.npi with copy=false wanted, 1.0 is exported by npi [1]"), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(&(osgi.ee=JavaSE)(version=99))", "(&(osgi.ee=JavaSE)(version>=99))"})
    void look_newerJava_isNamed(String filter) throws Exception {
        felix.start("client", "Require-Capability: osgi.ee;filter:=\"" + filter + "\"");
        assertTold(
                "nmr: client [1] does not start: it needs Java 99 or later, but this is Java " + JAVA,
                "nmr: to start client, run nmr with such a Java (set JAVA_HOME), or build client for Java " + JAVA);
    }

    @Test
    void look_noExtender_isNamedWithWhatIsUsual() throws Exception {
        felix.start(
                "client",
                "Require-Capability: osgi.extender;"
                        + "filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))\"");
        assertTold(
                "nmr: client [1] does not start: no bundle provides osgi.extender osgi.component [1.5,2)",
                "nmr: to start client, put a bundle that provides osgi.extender osgi.component [1.5,2)"
                        + " (Declarative Services, such as org.apache.felix.scr) into my load: it starts then");
    }

    @Test
    void look_olderExtender_isNamed() throws Exception {
        felix.start("scr", "Provide-Capability: osgi.extender;osgi.extender=osgi.component;version:Version=1.4");
        felix.start(
                "client",
                "Require-Capability: osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0))\"");
        assertEquals(List.of(), look());
        String line = look().get(0);
        assertTrue(line.contains("osgi.component 1.5 or later wanted, 1.4 is provided by scr [1]"), line);
    }

    @Test
    void look_capabilityOfAnyKind_isNamed() throws Exception {
        felix.start("client", "Require-Capability: org.example.cap;filter:=\"(color=red)\"");
        assertEquals(List.of(), look());
        String line = look().get(0);
        assertTrue(line.contains("no bundle provides org.example.cap with color=red"), line);
    }

    @Test
    void look_requiredBundle_isNamed() throws Exception {
        felix.start("org.nmr");
        felix.start("client", "Require-Bundle: org.nmr;bundle-version=\"[7,8)\",other");
        assertEquals(List.of(), look());
        String line = look().get(0);
        assertTrue(line.contains("bundle org.nmr [7.0,8) wanted, 1.0 is there: org.nmr [1]; "), line);
        assertTrue(line.endsWith("bundle other is not there"), line);
    }

    @Test
    void look_chain_endsAtTheBundleThatLacksSomething() throws Exception {
        felix.start("client", "Import-Package: org.example.npi");
        felix.start("npi", "Export-Package: org.example.npi", "Import-Package: org.example.base");
        assertEquals(List.of(), look());
        List<String> lines = look();
        assertEquals(4, lines.size(), lines::toString);
        assertEquals(
                "nmr: client [1] does not start: package org.example.npi is offered by npi [2],"
                        + " which is not resolved itself",
                lines.get(0));
        assertEquals("nmr: npi [2] does not start: no bundle exports package org.example.base", lines.get(2));
        felix.install("base", "1.0.0", "Export-Package: org.example.base");
        assertTold(
                "nmr: started client [1]: nothing is missing any more",
                "nmr: started npi [2]: nothing is missing any more");
    }

    /** One of two that offer the first package can be resolved, but only the other has the second package. */
    @Test
    void look_offeredByOneThatLacksSomething_isSaidAlthoughItIsNotNeededForAnother() throws Exception {
        felix.start("client", "Import-Package: a,b");
        felix.install("bad", "1.0.0", "Export-Package: a,b", "Import-Package: nowhere");
        felix.install("good", "1.0.0", "Export-Package: a");
        assertTold(
                "nmr: client [1] does not start: package b is offered by bad [2], which is not resolved itself",
                "nmr: to start client, help bad [2]");
    }

    /** A long chain needs no long stack. */
    @Test
    void look_longChain_isFollowed() throws Exception {
        felix.start("client", "Import-Package: p0");
        for (int i = 0; i < 400; i++) {
            felix.install("b" + i, "1.0.0", "Export-Package: p" + i, "Import-Package: p" + (i + 1));
        }
        AtomicReference<List<String>> lines = new AtomicReference<>(List.of());
        Thread small = new Thread(
                null,
                () -> {
                    look();
                    lines.set(look());
                },
                "small",
                /* stackSize= */ 256 * 1024);
        small.start();
        small.join();
        assertEquals(2, lines.get().size(), lines::toString);
        assertTrue(lines.get().get(0).endsWith("package p0 is offered by b0 [2], which is not resolved itself"));
        felix.install("last", "1.0.0", "Export-Package: p400");
        assertEquals(List.of(), look());
        assertEquals(List.of("nmr: started client [1]: nothing is missing any more"), look());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\\("})
    void look_hugeFilter_isCut(String part) throws Exception {
        felix.start("client", "Require-Capability: org.example.cap;filter:=\"(color=" + part.repeat(20_000) + ")\"");
        assertEquals(List.of(), look());
        List<String> lines = look();
        assertTrue(
                lines.get(0).startsWith("nmr: client [1] does not start: no bundle provides org.example.cap with "),
                lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.length() < 1000), lines::toString);
    }

    @Test
    void look_severalAreMissing_isTwoLines() throws Exception {
        felix.start("client", "Import-Package: a,b,c,d,e,f,g");
        assertEquals(List.of(), look());
        List<String> lines = look();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("no bundle exports package a; no bundle exports package b;"), lines::toString);
        assertTrue(lines.get(0).endsWith("; and 2 more"), lines::toString);
    }

    @Test
    void look_oneOfTwoComes_theOtherIsSaid() throws Exception {
        felix.start("client", "Import-Package: a,b");
        assertEquals(List.of(), look());
        assertEquals(2, look().size());
        felix.install("a", "1.0.0", "Export-Package: a");
        assertEquals(List.of(), look());
        assertTrue(look().get(0).endsWith("does not start: no bundle exports package b"));
    }

    @Test
    void look_whatIsNotNeeded_isNotMissing() throws Exception {
        Bundle bundle = felix.start(
                "client",
                "Import-Package: a;resolution:=optional",
                "DynamicImport-Package: b.*",
                "Require-Capability: osgi.service;filter:=\"(objectClass=c)\";effective:=active");
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals(List.of(), look());
        assertEquals(List.of(), look());
    }

    @Test
    void look_onlyInstalledOrStopped_isLeftAlone() throws Exception {
        felix.install("client", "1.0.0", "Import-Package: a");
        felix.start("other", "Import-Package: a").stop();
        felix.install("fragment", "1.0.0", "Fragment-Host: nowhere");
        assertEquals(List.of(), look());
        assertEquals(List.of(), look());
    }

    /** Nothing is missing, but two packages come with two versions of a third. */
    @Test
    void look_conflict_isOneLine() throws Exception {
        felix.install("a1", "1.0.0", "Export-Package: a;version=1");
        felix.install("a2", "1.0.0", "Export-Package: a;version=2");
        felix.install("b", "1.0.0", "Import-Package: a;version=\"[1,1]\"", "Export-Package: b;uses:=a");
        felix.start("client", "Import-Package: b,a;version=\"[2,2]\"");
        assertEquals(List.of(), look());
        List<String> lines = look();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
                lines.get(0).startsWith("nmr: client [4] does not start: Uses constraint violation"), lines::toString);
        assertEquals(List.of(), look());
    }

    @Test
    void look_many_areCounted() throws Exception {
        for (int i = 0; i < 25; i++) {
            felix.start("client" + i, "Import-Package: org.example.npi");
        }
        assertEquals(List.of(), look());
        List<String> lines = look();
        assertEquals(21, lines.size(), lines::toString);
        assertEquals("nmr: 15 more bundles do not start; \"lb\" lists them as Installed", lines.get(20));
        assertEquals(List.of(), look());
    }
}
