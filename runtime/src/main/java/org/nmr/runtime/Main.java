// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.framework.BundleException;

/** The main class of the runnable jar; {@code nmr help} tells what it can do. */
public final class Main {
    static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Ended, but a module had not unloaded, or a call was abandoned. */
    static final int NOT_UNLOADED = 3;

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        Logging.setUp();
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            Options options = Options.parse(arguments);
            return switch (options.command()) {
                case HELP -> help();
                case VERSION -> Versions.print(PackedBundles.read(), System.out);
                case RUN -> Session.run(options);
                case DEMO -> Demo.run();
                case NODES -> Nodes.run();
                case NODE -> Nodes.other(options.reach());
            };
        } catch (UsageException e) {
            System.err.println("nmr: " + e.getMessage());
            return WRONG_USAGE;
        } catch (IOException | BundleException e) {
            System.err.println("nmr: could not start: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int help() throws IOException {
        try (InputStream text = Main.class.getResourceAsStream("help.txt")) {
            if (text == null) {
                throw new IOException("expected help.txt beside " + Main.class);
            }
            text.transferTo(System.out);
        }
        System.out.flush();
        return 0;
    }
}
