// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        return run(name, before(name, mutant), command);
    }

    /** What puts a mutant's class before the real one; each run has a copy of its own, because others go on. */
    static String before(String name, Mutant mutant) throws IOException {
        return mutant.compile(name, classPath()) + File.pathSeparator;
    }

    /**
     * Runs the program that plays scenarios, in the JDK that the build has linked for Fray, with what the arguments
     * name.
     */
    static Fork runSchedules(String name, String before, List<String> arguments)
            throws IOException, InterruptedException {
        Path fray = Path.of(System.getProperty("stress.fray", "target/fray")).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.addAll(List.of("-ea", "-XX:+UseSerialGC"));
        command.add("-javaagent:" + fray.resolve("fray-instrumentation-agent.jar"));
        command.add("-agentpath:" + fray.resolve("libjvmti.so"));
        command.add("-Dfray.workDir=fray");
        command.add("-Dorg.nmr.guard=fenced"); // the other form of the guard stops all threads at once
        command.add("org.nmr.schedules.Schedules");
        command.addAll(arguments);
        return run(fray.resolve("jdk"), name, before, command);
    }

    private static Fork run(String name, String before, List<String> command) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home")), name, before, command);
    }

    private static Fork run(Path jdk, String name, String before, List<String> command)
            throws IOException, InterruptedException {
        Path forks = TARGET.resolve("forks");
        Path directory =
                Files.createDirectories(forks.resolve(name)); // of its own, because jcstress leaves files there
        Path output = forks.resolve(name + ".txt");
        List<String> line = new ArrayList<>();
        line.add(jdk.resolve(Path.of("bin", "java")).toString());
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

    /** Nothing of an earlier build may be left there. */
    static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory).toAbsolutePath();
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
