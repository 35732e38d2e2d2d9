// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStepDTO;
import org.nmr.ops.Drainer;
import org.nmr.ops.RedeployDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their result as text, and print
 * their progress. A command that has begun and has not done all of its work throws: that is the exit status of a shell
 * of Gogo. One that was called in a wrong way, or cannot begin, says so in one line and returns null.
 */
public final class DrainCommands {
    static final String SCOPE = "nmr";
    static final List<String> FUNCTIONS = List.of("drain", "plan", "redeploy");

    private static final Duration PROGRESS = Duration.ofSeconds(1);

    private static final String PLAN_HELP = """
            usage: nmr:plan BUNDLE... [--json]
              tells what an update or refresh of the bundles stops, in which order their modules end, and what
              each end would wait for now. It changes nothing.
              BUNDLE  the id or symbolic name of a bundle""";

    private static final String DRAIN_HELP = """
            usage: nmr:drain BUNDLE... [--timeout 30s] [--dry-run] [--json]
              ends the modules of the bundles, and of all that a refresh of them stops. It stops no bundle.
              A drained bundle registers nothing until it is stopped and started.
              --timeout  how long to wait, such as 500ms, 30s or 2m; by default 30s
              --dry-run  shows the plan, and changes nothing
              --json     prints the result as JSON, without progress""";

    private static final String REDEPLOY_HELP = """
            usage: nmr:redeploy BUNDLE [URL] [--timeout 30s] [--json]
              reads the new content, then drains, stops, updates, refreshes and starts the bundle.
              URL        where the new content is; if it is missing, where the bundle was installed from
              --timeout  how long the drain waits, such as 500ms, 30s or 2m; by default 30s
              --json     prints the result as JSON, without progress""";

    private final BundleContext context;
    private final Drainer drainer;

    DrainCommands(BundleContext context, Drainer drainer) {
        this.context = context;
        this.drainer = drainer;
    }

    /**
     * Tells what an update or refresh stops.
     *
     * @param session where it is said what is wrong with the arguments
     * @param arguments what was typed
     * @return the plan; null if the arguments are wrong
     */
    @Descriptor("tells what an update or refresh of bundles stops, and what each end would wait for now")
    public @Nullable String plan(
            @Nullable CommandSession session,
            @Descriptor("the ids or symbolic names of bundles; --json, --help") @Nullable
                    String @Nullable ... arguments) {
        try {
            return usage("plan", () -> {
                Typed typed = Typed.of(Set.of(Typed.JSON, Typed.HELP), arguments);
                return typed.has(Typed.HELP) ? PLAN_HELP : plan(typed);
            });
        } catch (Refusal refusal) {
            return refusal.complain(session);
        }
    }

    private String plan(Typed typed) {
        DrainPlanDTO plan = drainer.plan(bundles(typed.values()));
        return typed.has(Typed.JSON) ? DiagnosticsJson.of(plan) : DrainText.of(plan);
    }

    /**
     * Ends the modules of bundles before they are stopped.
     *
     * @param session where the progress is printed
     * @param arguments what was typed
     * @return the results, if all bundles are drained; null if the arguments are wrong
     * @throws IllegalStateException if the drain has begun, and not all bundles are drained
     * @throws InterruptedException if this thread is interrupted; the drain is cancelled then
     */
    @Descriptor("ends the modules of bundles, and of all that depends on them, so that a stop or refresh does not wait")
    public @Nullable String drain(
            @Nullable CommandSession session,
            @Descriptor("the ids or symbolic names of bundles; --timeout 30s, --dry-run, --json, --help") @Nullable
                    String @Nullable ... arguments)
            throws InterruptedException {
        try {
            Typed typed = usage(
                    "drain", () -> Typed.of(Set.of(Typed.TIMEOUT, Typed.DRY_RUN, Typed.JSON, Typed.HELP), arguments));
            if (typed.has(Typed.HELP)) {
                return DRAIN_HELP;
            }
            return typed.has(Typed.DRY_RUN) ? usage("drain", () -> plan(typed)) : drain(session, typed);
        } catch (Refusal refusal) {
            return refusal.complain(session);
        }
    }

    private String drain(@Nullable CommandSession session, Typed typed) throws InterruptedException {
        PrintStream console = console("drain", session);
        DrainListener listener = typed.has(Typed.JSON) ? DrainListener.NONE : step -> print(console, step);
        Drain drain = usage("drain", () -> drainer.drain(bundles(typed.values()), typed.timeout(), listener));
        List<DrainResultDTO> results = awaited("drain", drain, typed, console);
        String text = typed.has(Typed.JSON) ? DiagnosticsJson.of(results) : DrainText.of(results);
        if (results.stream().allMatch(DrainText::isDrained)) {
            return text;
        }
        console.println(text);
        throw new IllegalStateException("nmr:drain: " + DrainText.failure(results));
    }

    private static List<DrainResultDTO> awaited(String command, Drain drain, Typed typed, PrintStream console)
            throws InterruptedException {
        long begin = System.nanoTime();
        try {
            while (!drain.await(PROGRESS)) {
                if (!typed.has(Typed.JSON)) {
                    String age = Texts.seconds(Math.round((System.nanoTime() - begin) / 1e9) * 1000);
                    String verdict = drain.waitsFor().stream()
                            .map(finding -> finding.verdict)
                            .findFirst()
                            .orElse("");
                    console.println("waiting for " + age + (verdict.isEmpty() ? "" : ": " + verdict));
                }
            }
            return drain.await();
        } catch (InterruptedException typedCtrlC) {
            drain.cancel();
            List<DrainResultDTO> results = drain.await();
            console.println(DrainText.of(results));
            throw interrupted(command, results, typedCtrlC);
        } catch (IllegalStateException inside) {
            drain.cancel();
            throw new IllegalStateException("nmr:" + command + ": " + inside.getMessage(), inside);
        }
    }

    private static InterruptedException interrupted(
            String command, List<DrainResultDTO> results, InterruptedException cause) {
        boolean allDrained = results.stream().allMatch(DrainText::isDrained);
        InterruptedException thrown = new InterruptedException("nmr:" + command + ": cancelled"
                + (allDrained ? ", but all bundles were drained before" : ": " + DrainText.failure(results)));
        thrown.initCause(cause);
        return thrown;
    }

    /**
     * Gives a bundle new content.
     *
     * @param session where the progress is printed
     * @param arguments what was typed
     * @return what was done, if all of it was; null if the arguments are wrong, or the bundle cannot be redeployed
     * @throws IllegalStateException if a step has failed
     * @throws InterruptedException if this thread is interrupted; the drain is cancelled then
     */
    @Descriptor("drains, updates, refreshes and starts a bundle; after a failure it says what is as before")
    public @Nullable String redeploy(
            @Nullable CommandSession session,
            @Descriptor("the id or symbolic name of a bundle, and a URL or nothing for where it is from; --timeout 30s,"
                            + " --json, --help")
                    @Nullable
                    String @Nullable ... arguments)
            throws InterruptedException {
        try {
            Typed typed = usage("redeploy", () -> Typed.of(Set.of(Typed.TIMEOUT, Typed.JSON, Typed.HELP), arguments));
            return typed.has(Typed.HELP) ? REDEPLOY_HELP : redeploy(session, typed);
        } catch (Refusal refusal) {
            return refusal.complain(session);
        }
    }

    private String redeploy(@Nullable CommandSession session, Typed typed) throws InterruptedException {
        PrintStream console = console("redeploy", session);
        DrainListener listener = typed.has(Typed.JSON) ? DrainListener.NONE : step -> print(console, step);
        Bundle bundle = usage("redeploy", () -> redeployed(typed.values()));
        Optional<URL> content = usage("redeploy", () -> url(typed.values()));
        RedeployDTO done;
        try {
            done = drainer.redeploy(bundle, content, typed.timeout(), listener);
        } catch (IllegalArgumentException | IllegalStateException | SecurityException refused) {
            throw failure("redeploy", refused);
        } catch (InterruptedException typedCtrlC) {
            InterruptedException thrown = new InterruptedException("nmr:redeploy: cancelled. A drain that had begun is"
                    + " cancelled, and a refresh goes on; nmr:list and lb show what is there");
            thrown.initCause(typedCtrlC);
            throw thrown;
        }
        String text = typed.has(Typed.JSON) ? DiagnosticsJson.of(done) : DrainText.of(done);
        if (done.done) {
            return text;
        }
        done.drain.stream()
                .flatMap(result -> result.findings.stream())
                .flatMap(finding -> DrainText.lines(finding).stream())
                .forEach(console::println);
        console.println(text);
        throw new IllegalStateException("nmr:redeploy: " + done.failedStep + " failed: " + Texts.oneLine(done.text));
    }

    /** Gogo takes a variable that is not set for the session, if it is the only argument. */
    private static PrintStream console(String command, @Nullable CommandSession session) {
        if (session == null) {
            throw failure(
                    command,
                    new IllegalArgumentException("expected texts, one was null. A variable that is not set is null"));
        }
        return session.getConsole();
    }

    private static void print(PrintStream console, DrainStepDTO step) {
        if (!step.state.equals("BEGUN")) {
            console.println(DrainText.of(step));
        }
    }

    private Bundle redeployed(List<String> values) {
        if (values.isEmpty() || values.size() > 2) {
            throw new IllegalArgumentException(
                    "expected one bundle, and a URL or nothing, was " + Texts.oneLine(shown(values)));
        }
        return Bundles.find(context, values.get(0));
    }

    private static Optional<URL> url(List<String> values) {
        if (values.size() < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URL(values.get(1)));
        } catch (MalformedURLException none) {
            throw new IllegalArgumentException(
                    "expected a URL such as file:/tmp/new.jar, was " + Texts.oneLine(values.get(1)), none);
        }
    }

    private Collection<Bundle> bundles(List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected the ids or symbolic names of bundles, was nothing");
        }
        return values.stream()
                .map(value -> Bundles.find(context, value))
                .distinct()
                .toList();
    }

    private static String shown(List<String> values) {
        return values.isEmpty() ? "nothing" : String.join(" ", values);
    }

    /** Lets what is wrong with the arguments begin with the name of the command, in one line. */
    private static <T> T usage(String command, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException | IllegalStateException | SecurityException wrong) {
            throw failure(command, wrong);
        }
    }

    private static Refusal failure(String command, RuntimeException wrong) {
        String hint = wrong instanceof IllegalArgumentException ? "; see nmr:" + command + " --help" : "";
        return new Refusal("nmr:" + command + ": " + Texts.reason(wrong) + hint, wrong);
    }

    /** A command that does nothing, because it was called in a wrong way or cannot begin. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String line;

        Refusal(String line, RuntimeException cause) {
            super(line, cause);
            this.line = line;
        }

        /** Says it; throws itself where there is no place to say it. */
        @Nullable
        String complain(@Nullable CommandSession session) {
            if (!Console.complain(session, line)) {
                throw this;
            }
            return null;
        }
    }
}
