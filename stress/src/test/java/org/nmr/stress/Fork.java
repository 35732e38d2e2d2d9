// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A JVM of its own for a program of this module.
 *
 * @param exitCode how it ended
 * @param output what it printed; also in a file of its name
 */
record Fork(int exitCode, String output) {
    static final Path TARGET = Path.of(System.getProperty("stress.target", "target"));

    /** Runs it with the registrar as it is. */
    static Fork run(String name, List<String> command) throws IOException, InterruptedException {
        return run(name, "", command);
    }

    /** Runs it with a guard whose barrier does nothing. */
    static Fork runWeakened(String name, List<String> command) throws IOException, InterruptedException {
        return run(name, compileWeakened() + File.pathSeparator, command);
    }

    /** Runs it with one class of the core changed. */
    static Fork run(String name, Mutant mutant, List<String> command) throws IOException, InterruptedException {
        return run(name, mutant.compile(classPath()) + File.pathSeparator, command);
    }

    private static Fork run(String name, String before, List<String> command) throws IOException, InterruptedException {
        Path forks = TARGET.resolve("forks");
        Path directory =
                Files.createDirectories(forks.resolve(name)); // of its own, because jcstress leaves files there
        Path output = forks.resolve(name + ".txt");
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-cp", before + classPath()));
        line.addAll(command);
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return new Fork(process.waitFor(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The copy of one class, to be put before the real one: the rest of the registrar is the same. */
    private static Path compileWeakened() throws IOException {
        Path classes = Files.createDirectories(TARGET.resolve("weakened").toAbsolutePath());
        Path source = Path.of(System.getProperty("stress.weakened", "src/weakened/java"))
                .resolve("org/nmr/registrar/call/Barrier.java");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath(), "-d", classes.toString(), source.toString());
        assertEquals(0, result, "javac of " + source);
        return classes;
    }
}
