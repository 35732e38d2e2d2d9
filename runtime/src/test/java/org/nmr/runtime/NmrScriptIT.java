// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code nmr}, in a folder of its own that looks like a fresh clone. */
@Timeout(300)
class NmrScriptIT {
    private static final Path SCRIPT = Path.of(System.getProperty("nmr.script"));
    private static final String HELP = "src/main/resources/org/nmr/runtime/help.txt";

    @TempDir
    Path folder;

    private Path clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectory(folder.resolve("a clone"));
        Files.copy(SCRIPT, clone.resolve("nmr"));
        Path help = clone.resolve("runtime").resolve(HELP);
        Files.createDirectories(help.getParent());
        Files.copy(SCRIPT.resolveSibling("runtime").resolve(HELP), help);
    }

    @ParameterizedTest
    @CsvSource({"help", "-h", "--help", "run --help", "demo -h", "bench -h", "check --help", "new -h", "''"})
    void help_inEachForm_explainsAndEndsWith0(String arguments) throws Exception {
        Run run = nmr(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(
                new Run(0, Files.readString(SCRIPT.resolveSibling("runtime").resolve(HELP)), ""), run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start        | unknown command \"start\", expected demo, run, new, bench, check, "
                        + "version or help; see nmr help",
                "run --lode x | unknown option \"--lode\" of run; see nmr help",
                "run --load   | --load expects a folder, but nothing follows; see nmr help",
                "version 1    | version takes no argument, but was given \"1\"; see nmr help",
                "--version -x | unknown option \"-x\" of version; see nmr help",
                "run --sample | --sample expects a name, but nothing follows; see nmr help",
                "run --sample x | unknown sample \"x\", expected one of "
                        + "datagram, datagram-provider, datagram-client, stuck; see nmr help",
                "run --node   | --node expects a name, but nothing follows; see nmr help",
                "run --node -a | --node expects a name of letters, digits, dots, hyphens and underscores, "
                        + "but was given \"-a\"; see nmr help",
                "run --listen | --listen expects HOST:PORT, but nothing follows; see nmr help",
                "run --listen localhost | --listen expects HOST:PORT with a port from 1 to 65535, "
                        + "but was given \"localhost\"; see nmr help",
                "run --listen h:0 | --listen expects HOST:PORT with a port from 1 to 65535, "
                        + "but was given \"h:0\"; see nmr help",
                "run --connect :1 | --connect expects HOST:PORT with a port from 1 to 65535, "
                        + "but was given \":1\"; see nmr help",
                "run --connect ::1:70 | --connect expects HOST:PORT with a port from 1 to 65535, "
                        + "but was given \"::1:70\"; see nmr help",
                "run --connect h:65536 | --connect expects HOST:PORT with a port from 1 to 65535, "
                        + "but was given \"h:65536\"; see nmr help",
                "run --connect [::1]:7 | --connect expects --node NAME, too; see nmr help",
                "run --connect h:7 --listen h:8 | --listen expects --node NAME, too; see nmr help",
                "demo --nodes   | --nodes expects 2, but nothing follows; see nmr help",
                "demo --nodes 3 | --nodes expects 2, but was given \"3\"; see nmr help",
                "run --web 0  | --web expects a port from 1 to 65535, but was given \"0\"; see nmr help",
                "run --web 65536  | --web expects a port from 1 to 65535, but was given \"65536\"; see nmr help",
                "run --web 123456 | --web expects a port from 1 to 65535, but was given \"123456\"; see nmr help",
                "demo a.jar   | demo takes no argument, but was given \"a.jar\"; see nmr help",
                "demo --fast  | unknown option \"--fast\" of demo; see nmr help",
                "check core   | check takes no argument, but was given \"core\"; see nmr help",
                "check --all  | unknown option \"--all\" of check; see nmr help",
                "new          | new expects the folder of the new project, but nothing follows; see nmr help",
                "new --fast   | unknown option \"--fast\" of new; see nmr help",
                "new a b      | new takes one folder, but was given \"a\" and \"b\"; see nmr help",
                "new a --package     | --package expects a name, but nothing follows; see nmr help",
                "new a --package A/b | --package expects a name of a Java package, such as com.example.hello, "
                        + "but was given \"A/b\"",
                "new a --package com.new.x | --package expects a name of a Java package, such as com.example.hello, "
                        + "but was given \"com.new.x\"",
                "new text.jar | cannot make a project in text.jar: expected a folder",
                "new .        | cannot make a project in .: it is not empty; name a new folder",
                "bench --fast | unknown option \"--fast\" of bench; see nmr help",
                "bench fast   | unknown part \"fast\" of bench, expected one of "
                        + "churn, growth, call, wakeup, restart, bytes, drain, services; see nmr help",
                "bench --samples     | --samples expects a number, but nothing follows; see nmr help",
                "bench --samples all | --samples expects a number from 1 to 999, but was given \"all\"; see nmr help",
                "run no.jar   | cannot use no.jar: there is no such file",
                "run tmp      | cannot use tmp: expected a readable file",
                "run text.jar | cannot use text.jar: expected a jar, but it is not one",
                "run --load text.jar | cannot use text.jar as load folder: expected a folder"
            })
    void wrongUsage_always_isOneLineAndEndsWith2(String arguments, String message) throws Exception {
        Files.createDirectory(folder.resolve("tmp"));
        Files.writeString(folder.resolve("text.jar"), "hello");
        assertEquals(new Run(2, "", "nmr: " + message + "\n"), nmr(arguments.split(" ")));
    }

    @Test
    void run_noJava_saysWhatItNeeds() throws Exception {
        assertEquals(
                "nmr: needs Java 17 or later, but found no java on the PATH; install a JDK or set JAVA_HOME\n",
                failure(Map.of("PATH", programs().folder().toString(), "JAVA_HOME", "")));
    }

    @Test
    void run_javaHomeWithoutJava_saysWhatItNeeds() throws Exception {
        assertEquals(
                "nmr: needs Java 17 or later, but JAVA_HOME=/none has no bin/java; correct or unset it\n",
                failure(Map.of("JAVA_HOME", "/none")));
    }

    @Test
    void run_oldJava_saysWhatItFoundAndNeeds() throws Exception {
        Path java = new Programs(Files.createDirectories(folder.resolve("jdk/bin")))
                .add("java", "echo '    java.specification.version = 1.8'");
        assertEquals(
                "nmr: needs Java 17 or later, but " + java + " is version 8; set JAVA_HOME to a newer JDK\n",
                failure(Map.of("JAVA_HOME", folder.resolve("jdk").toString())));
    }

    @Test
    void run_notBuiltAndNoMaven_saysWhatItNeeds() throws Exception {
        assertEquals(
                "nmr: needs Maven 3.8.7 or later to build, but found no mvn on the PATH; install Maven\n",
                failure(Map.of("PATH", programs().folder().toString(), "JAVA_HOME", System.getProperty("java.home"))));
    }

    @Test
    void run_notBuiltAndOldMaven_saysWhatItFoundAndNeeds() throws Exception {
        Programs programs = programs();
        programs.add("mvn", "echo 'Apache Maven 3.6.3 (x)'");
        assertEquals(
                "nmr: needs Maven 3.8.7 or later to build, but mvn is version 3.6.3; install a newer one\n",
                failure(Map.of("PATH", programs.folder().toString(), "JAVA_HOME", System.getProperty("java.home"))));
    }

    @Test
    void run_buildFails_showsWhatMavenSaysAndEndsWith1() throws Exception {
        Programs programs = programs();
        programs.add("mvn", "case $1 in --version) echo 'Apache Maven 3.9.1';; *) echo 'no luck'; exit 1;; esac");
        Run run =
                run(Map.of("PATH", programs.folder().toString(), "JAVA_HOME", System.getProperty("java.home")), "demo");
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.err().endsWith("no luck\nnmr: the build failed, see above\n"), run::toString);
    }

    @Test
    void run_builtAndCalledThroughALinkFromElsewhere_startsWithoutMaven() throws Exception {
        Path jar = clone.resolve("runtime/target/nmr-runtime.jar");
        Files.createDirectories(jar.getParent());
        Files.copy(Path.of(System.getProperty("nmr.runtime")), jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a clone", "nmr"));
        Run run = Run.of(
                List.of(link.toString(), "run"),
                folder,
                "lb\n",
                Map.of("PATH", programs().folder().toString(), "JAVA_HOME", System.getProperty("java.home")));
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("NMR Registrar"), run::toString);
        assertEquals("", run.err());
        assertTrue(Files.isDirectory(clone.resolve("load")));
    }

    /** With CDPATH, "cd" may go to another folder and print its name. */
    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void version_withCdpath_printsTheVersions(String command) throws Exception {
        Path jar = clone.resolve("runtime/target/nmr-runtime.jar");
        Files.createDirectories(jar.getParent());
        Files.copy(Path.of(System.getProperty("nmr.runtime")), jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        Path elsewhere =
                Files.createDirectories(folder.resolve("elsewhere/a clone")).getParent();
        Run run = Run.of(
                List.of("a clone/nmr", command),
                folder,
                "",
                Map.of(
                        "CDPATH", elsewhere.toString(),
                        "PATH", programs().folder().toString(),
                        "JAVA_HOME", System.getProperty("java.home")));
        assertEquals(new Run(0, run.out(), ""), run);
        String version = System.getProperty("java.version");
        assertTrue(run.out().matches("(?s)Network Module Registrar \\d+\\.\\d+\\.\\d+.*"), run::toString);
        assertTrue(run.out().contains("\nJava " + version + ","), run::toString);
        assertTrue(run.out().contains("\nApache Felix Framework 7."), run::toString);
        assertTrue(run.out().contains("\n  org.apache.felix.scr 2."), run::toString);
    }

    @Test
    void new_packageOfTheUser_isInEveryFileAndFolder() throws Exception {
        Path project = clone.resolve("getting-started/npi/src/main/java/org/example/greeter");
        Files.createDirectories(project);
        Files.writeString(project.resolve("A.java"), "package org.example.greeter; // org/example\n");
        Files.createDirectories(clone.resolve("getting-started/npi/target/classes"));
        Files.writeString(clone.resolve("getting-started/npi/target/classes/old"), "org.example.greeter");

        Run run = run(Map.of("CDPATH", folder.toString()), "new", "my project", "--package", "com.example.hello_2");

        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("made a project in my project"), run::toString);
        assertTrue(run.out().contains("(cd 'my project' && mvn verify)"), run::toString);
        try (Stream<Path> files = Files.walk(folder.resolve("my project"))) {
            assertEquals(
                    List.of(folder.resolve("my project/npi/src/main/java/com/example/hello_2/A.java")),
                    files.filter(Files::isRegularFile).toList());
        }
        assertEquals(
                "package com.example.hello_2; // org/example\n",
                Files.readString(folder.resolve("my project/npi/src/main/java/com/example/hello_2/A.java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example\n/x", "a\n", "\na", "com.\u00e9", "com..a", "com.2x"})
    void new_packageThatIsNone_isRefused(String name) throws Exception {
        Run run = nmr("new", "hello", "--package", name);
        assertEquals(2, run.status(), run::toString);
        assertTrue(run.err().startsWith("nmr: --package expects a name of a Java package"), run::toString);
        assertTrue(Files.notExists(folder.resolve("hello")));
    }

    private String failure(Map<String, String> environment) throws Exception {
        Run run = run(environment, "run");
        assertEquals(new Run(2, "", run.err()), run);
        return run.err();
    }

    private Run nmr(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return Run.of(Run.command(clone.resolve("nmr").toString(), arguments), folder, "", environment);
    }

    /** Returns what the script needs besides Java and Maven. */
    private Programs programs() throws IOException {
        return Programs.of(
                Files.createDirectory(folder.resolve("tools")),
                "sh dirname readlink cat head sed find touch awk".split(" "));
    }
}
