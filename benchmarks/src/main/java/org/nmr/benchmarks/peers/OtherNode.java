// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.nmr.benchmarks.peers.reach.ReachActivator;
import org.nmr.benchmarks.peers.work.Node;

/**
 * The other JVM. It dials the first one, and does what it reads line by line: {@code provide N}, or {@code end}, which
 * ends all providers. It answers each line with one, after {@code end} with how long that took.
 */
final class OtherNode implements AutoCloseable {
    private static final String ANSWER = "answer: ";

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private OtherNode(Process process) {
        this.process = process;
        this.commands = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Takes its case, the folder of the certificates, and the address of the first node; for TCP only the address. */
    public static void main(String[] arguments) throws Exception {
        ReachCase reach = ReachCase.valueOf(arguments[0]);
        if (reach == ReachCase.TCP) {
            EchoSocket.serve(System.in, arguments[2]);
            return;
        }
        Map<String, String> properties = reach.properties("b", Path.of(arguments[1]));
        properties.put("nmr.reach.connect", arguments[2]);
        Host host = Host.felix(Host.REACH, properties);
        host.install(BundleFile.activator(ReachActivator.class)).start();
        obey(host.service(Node.class));
        Runtime.getRuntime().halt(0);
    }

    private static void obey(Node node) throws IOException {
        List<Runnable> ends = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(ANSWER + "ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            long begin = System.nanoTime();
            if (line.startsWith("provide ")) {
                ends.addAll(node.provide(Integer.parseInt(line.substring("provide ".length()))));
            } else {
                ends.forEach(Runnable::run);
                ends.clear();
            }
            System.out.println(ANSWER + (System.nanoTime() - begin));
        }
    }

    /** Starts it, and waits until it is ready. */
    static OtherNode start(ReachCase reach, Path certificates, String address, Effort effort) throws IOException {
        List<String> command = Jvm.command(effort);
        command.addAll(List.of(OtherNode.class.getName(), reach.name(), certificates.toString(), address));
        OtherNode started = new OtherNode(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.answer();
        return started;
    }

    /** Lets it do something; returns how long that took, in nanoseconds. */
    long tell(String command) throws IOException {
        commands.println(command);
        return Long.parseLong(answer());
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
        throw new IOException("the other node: expected an answer, but it has ended");
    }

    /** Ends the process without a goodbye. */
    void kill() {
        process.destroyForcibly();
    }

    /** Sends a signal, such as STOP and CONT. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + ": expected exit status 0, was " + status);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
