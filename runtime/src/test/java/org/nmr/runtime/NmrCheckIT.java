// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code nmr check} asks of Maven, in a clone with two modules and a Maven that prints what it is asked. */
@Timeout(300)
class NmrCheckIT {
    private static final Path SCRIPT = Path.of(System.getProperty("nmr.script"));
    private static final String DOCUMENTATION = "BindingLifeTest,DocumentationTest,ParityTest,PicturesTest";
    private static final String LEFT_OUT =
            "nmr: left out integration tests, and the modules that need these: mvn verify\n";

    @TempDir
    Path folder;

    private Path clone;
    private Programs programs;

    @BeforeEach
    void makeClone() throws Exception {
        clone = Files.createDirectory(folder.resolve("a clone"));
        Files.copy(SCRIPT, clone.resolve("nmr"));
        write("pom.xml", "<module>core</module>\n<module>runtime</module>\n<module>examples</module>\n");
        for (String module : List.of("core", "runtime", "examples")) {
            write(module + "/pom.xml", "");
        }
        write("core/src/main/java/Core.java", "");
        write("core/src/test/java/CoreTest.java", "");
        write("core/src/test/java/CoreIT.java", "");
        write("core/src/test/java/FailureInjectionTest.java", "");
        write("runtime/src/test/java/MainTest.java", "");
        write("examples/src/test/java/PagesTest.java", "");
        write("docs/a guide.md", "");
        programs = Programs.of(
                Files.createDirectory(folder.resolve("tools")),
                "sh dirname readlink sed find awk git grep sort paste".split(" "));
        programs.add(
                "mvn", "case $1 in --version) echo 'Apache Maven 3.9.1';; *) echo \"$@\" >>'" + asked() + "';; esac");
        git("init", "--quiet", "--initial-branch=main");
        commit();
    }

    @Test
    void check_nothingChanged_asksMavenForNothing() throws Exception {
        Run run = check();
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().startsWith("nmr: nothing has changed since "), run::toString);
        assertTrue(Files.notExists(asked()));
    }

    @Test
    void check_codeChanged_runsTheModulesTestsWithoutSlowOnesAndNamesThose() throws Exception {
        write("core/src/main/java/Core.java", "class Core {}");
        Run run = check();
        assertAsked("core,examples", "BindingLifeTest,CoreTest,PagesTest");
        assertEquals(
                "nmr: formatted, checked and tested core,examples\n"
                        + "nmr: left out slow tests: mvn test -am -pl registrar-bundle"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=FailureInjectionTest\n"
                        + LEFT_OUT,
                run.out());
    }

    @Test
    void check_committedOnABranch_comparesWithWhereItLeftMain() throws Exception {
        git("checkout", "--quiet", "-b", "topic");
        write("runtime/src/main/java/Main.java", "");
        commit();
        write("core/Untracked.java", "");
        check();
        assertAsked("core,examples,runtime", "BindingLifeTest,CoreTest,MainTest,PagesTest");
    }

    @Test
    void check_fileMovedBetweenModules_runsBoth() throws Exception {
        Files.move(clone.resolve("core/src/main/java/Core.java"), clone.resolve("runtime/Core.java"));
        git("add", "--all");
        check();
        assertAsked("core,examples,runtime", "BindingLifeTest,CoreTest,MainTest,PagesTest");
    }

    @Test
    void check_onlyDocumentationChanged_checksThat() throws Exception {
        write("docs/a guide.md", "new");
        write("core/README.md", "new");
        Run run = check();
        assertAsked("examples", "BindingLifeTest,PagesTest");
        assertEquals("nmr: formatted, checked and tested examples\n" + LEFT_OUT, run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bnd.bnd", ".mvn/checkstyle.xml"})
    void check_buildChanged_runsEveryModule(String file) throws Exception {
        write(file, "");
        check();
        assertAsked("core,examples,runtime", "BindingLifeTest,CoreTest,MainTest,PagesTest");
    }

    @Test
    void check_scriptChanged_runsTheTestsOfTheRuntime() throws Exception {
        Files.writeString(clone.resolve("nmr"), Files.readString(SCRIPT) + "\n");
        check();
        assertAsked("examples,runtime", "BindingLifeTest,MainTest,PagesTest");
    }

    @Test
    void check_buildFails_showsWhatMavenSaysAndEndsWith1() throws Exception {
        programs.add("mvn", "case $1 in --version) echo 'Apache Maven 3.9.1';; *) echo 'no luck'; exit 1;; esac");
        write("core/src/main/java/Core.java", "class Core {}");
        Run run = check();
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.err().endsWith("no luck\nnmr: the build failed, see above\n"), run::toString);
        assertEquals("", run.out());
    }

    @Test
    void check_noGit_saysWhatItNeeds() throws Exception {
        Files.delete(programs.folder().resolve("git"));
        assertEquals(
                new Run(
                        2,
                        "",
                        "nmr: check needs git to see what has changed, but found no git on the PATH; install it\n"),
                check());
    }

    @Test
    void check_noClone_saysWhatItNeeds() throws Exception {
        Files.move(clone.resolve(".git"), folder.resolve("elsewhere"));
        assertEquals(
                new Run(
                        2,
                        "",
                        "nmr: check needs git to see what has changed, but " + clone.toRealPath()
                                + " is no clone with a commit; clone the repository\n"),
                check());
    }

    private Path asked() {
        return folder.resolve("asked");
    }

    private void assertAsked(String projects, String tests) throws IOException {
        assertEquals(
                "--batch-mode --no-transfer-progress --quiet --projects " + projects
                        + " --also-make -DskipITs -Dsurefire.failIfNoSpecifiedTests=false -Dtest=" + tests
                        + " spotless:apply verify\n",
                Files.readString(asked()));
    }

    private Run check() throws Exception {
        return Run.of(
                List.of(clone.resolve("nmr").toString(), "check"),
                folder,
                "",
                Map.of(
                        "PATH",
                        programs.folder().toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "GIT_CEILING_DIRECTORIES",
                        folder.toRealPath().toString()));
    }

    private void write(String file, String text) throws IOException {
        Path path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void commit() throws Exception {
        git("add", "--all");
        git("-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "--quiet", "--message=m");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = Run.command("git", "-C", clone.toString());
        command.addAll(List.of(arguments));
        Run run = Run.of(command, folder, "", Map.of());
        assertEquals(0, run.status(), run::toString);
    }
}
