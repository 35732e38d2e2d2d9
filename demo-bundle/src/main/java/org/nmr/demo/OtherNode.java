// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JVM of the other node, seen from this one: {@link NodeStory} runs in it, reads orders from its standard input and
 * answers on its standard output, a line for each. One thread gives orders.
 */
final class OtherNode implements AutoCloseable {
    /** Begins each answer; what else is printed there is not for this node. */
    static final String ANSWER = "node: ";

    private static final String ENDED = "ended";
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** Follows a JVM that has just been started. */
    OtherNode(Process process) {
        this.process = process;
        orders = process.outputWriter();
        Thread reader = new Thread(this::read, "nmr-demo other node");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                }
            }
        } catch (IOException e) {
            answers.add(ENDED + ": " + e);
        }
        answers.add(ENDED);
    }

    long pid() {
        return process.pid();
    }

    /** Gives an order; returns its answer without the first word, which is that of the order. */
    String order(String word) throws TimeoutException, InterruptedException {
        try {
            orders.write(word + System.lineSeparator());
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(this + ": expected it to take the order \"" + word + "\"", e);
        }
        return await(word);
    }

    /** Returns the next answer without its first word, which must be this one. */
    String await(String word) throws TimeoutException, InterruptedException {
        String answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new TimeoutException(
                    this + ": expected the answer \"" + word + "\" within " + LIMIT_SECONDS + " s, but none came");
        }
        if (!(answer + " ").startsWith(word + " ")) {
            throw new IllegalStateException(
                    this + ": expected the answer \"" + word + "\", but it was \"" + answer + "\"");
        }
        return answer.substring(word.length()).strip();
    }

    /** Sends a signal, as {@code kill -SIGNAL} does. */
    void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " " + pid() + ": expected status 0, but it was " + status);
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends its input, and waits until it has ended by itself; returns its exit status. */
    int end() throws IOException, TimeoutException, InterruptedException {
        orders.close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException(this + ": expected it to end within " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Leaves nothing running. */
    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return "the other node, process " + pid();
    }
}
