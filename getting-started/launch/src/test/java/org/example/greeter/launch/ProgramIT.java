package org.example.greeter.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starts Felix with the resolved bundles as an operator does, and types into its shell. */
class ProgramIT {
    @Test
    void greet_atThePrompt_saysHello() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String properties = "-Dfelix.config.properties=file:launch/felix.properties";
        Process program = new ProcessBuilder(java, properties, "-jar", "launch/target/felix.jar")
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(program::destroyForcibly);
        try {
            assertTrue(greet(program), "the program ended, or took two minutes, without a greeting");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    /** Asks until all bundles are started; returns false if the program ends before that. */
    private static boolean greet(Process program) throws Exception {
        type(program, "greet Ann");
        BufferedReader screen = program.inputReader();
        for (String line = screen.readLine(); line != null; line = screen.readLine()) {
            if (line.contains("Hello Ann!")) {
                return true;
            }
            boolean isTooEarly = line.contains("not found") || line.contains("no provider");
            if (isTooEarly && !program.waitFor(200, TimeUnit.MILLISECONDS)) {
                type(program, "greet Ann");
            }
        }
        return false;
    }

    private static void type(Process program, String command) throws IOException {
        OutputStream keyboard = program.getOutputStream();
        keyboard.write((command + "\n").getBytes());
        keyboard.flush();
    }
}
