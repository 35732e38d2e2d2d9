// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Says once in the log that no registrar has come for a module. One object for each start of the module.
 *
 * <p>It is in the {@link AbsenceWatch} only while the module waits for its first registrar. That ends when a registrar
 * comes, when the module is withdrawn, or when this has reported. It keeps nothing of the module: the context is held
 * weakly, so a bundle that goes without a word can be collected.
 */
final class AbsenceReport {
    private static final Duration DEFAULT = Duration.ofSeconds(10);

    /** In nanoseconds; times that are later than now by that can still be compared with others. */
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    /** The symbolic name of the registrar's bundle, and the name of its logger. */
    private static final String REGISTRAR = "org.nmr.registrar";

    private final String module;

    /** Whether a registrar has come or the module is withdrawn. Any thread. */
    private volatile boolean isSettled;

    /** When the next look is due, on the clock of {@link System#nanoTime}. Only for the watch. */
    volatile long dueAt;

    /** Of the module; set before this is in the watch. */
    private WeakReference<BundleContext> held = new WeakReference<>(null);

    /** The time between two looks; null before the first one. Only for the thread of the watch. */
    private @Nullable Duration after;

    /**
     * Makes one.
     *
     * @param module its name, for operators
     */
    AbsenceReport(String module) {
        this.module = module;
    }

    /** Ends it: a registrar has come, or the module is withdrawn. */
    void settle() {
        isSettled = true;
        AbsenceWatch.SHARED.remove(this);
    }

    /** Begins to wait, unless a registrar was there at once. Never fails, because the module was published already. */
    void begin(BundleContext context) {
        try {
            held = new WeakReference<>(context);
            AbsenceWatch.SHARED.add(this);
        } catch (Throwable noThread) { // "unable to create native thread"
            debug(": nobody looks whether a registrar comes", noThread);
        }
    }

    /**
     * Does what is due; cannot fail.
     *
     * @return the nanoseconds until the next look; 0 for none
     */
    long look() {
        try {
            Duration waited = after;
            Optional<Duration> next = waited == null ? after() : look(waited);
            after = next.orElse(null);
            return Math.min(next.map(TimeUnit.NANOSECONDS::convert).orElse(0L), ENDLESS);
        } catch (IllegalStateException stopped) {
            debug(" has stopped before a registrar came", stopped);
        } catch (Throwable failed) { // of a logger, of something that only looks like a framework, of a full heap
            debug(": nobody looks any more whether a registrar comes", failed);
        }
        return 0;
    }

    /** Returns whether it was written: there is no other place to report it. */
    private boolean debug(String what, Throwable thrown) {
        try {
            log().log(DEBUG, named() + what, thrown);
            return true;
        } catch (Throwable failed) {
            return false;
        }
    }

    /** Returns whether there is nothing to report any more. */
    boolean isSettled() {
        return isSettled;
    }

    private Optional<Duration> after() {
        BundleContext context = held.get();
        String value = context == null ? null : context.getProperty(RegistrarOptions.ABSENCE_REPORT_AFTER);
        String text = value == null || value.isBlank() ? DEFAULT.toString() : value.strip();
        if (text.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        try {
            Duration read = text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
            if (!read.isNegative() && !read.isZero()) {
                return Optional.of(read);
            }
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            log().log(DEBUG, RegistrarOptions.ABSENCE_REPORT_AFTER + " cannot be read", unreadable);
        }
        log().log(
                        WARNING,
                        "framework property " + RegistrarOptions.ABSENCE_REPORT_AFTER
                                + ": expected milliseconds above 0, a text such as PT30S, or none, was "
                                + Shown.of(text)
                                + "; the default " + DEFAULT + " is used until it is corrected and the framework is"
                                + " restarted");
        return Optional.of(DEFAULT);
    }

    /**
     * Reports, if there is still a reason to. While the framework starts, a bundle of a higher start level may still be
     * the registrar.
     *
     * @return the time until the next look; empty for none
     */
    private Optional<Duration> look(Duration waited) {
        BundleContext context = held.get();
        if (context == null || !isIn(context.getBundle(), Bundle.STARTING | Bundle.ACTIVE)) {
            return Optional.empty();
        }
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        if (isIn(framework, Bundle.STARTING)) {
            return Optional.of(waited);
        }
        if (isIn(framework, Bundle.ACTIVE)) {
            report(context, waited);
        }
        return Optional.empty();
    }

    private static boolean isIn(Bundle bundle, int states) {
        return (bundle.getState() & states) != 0;
    }

    private void report(BundleContext context, Duration waited) {
        String text = named() + " of " + nameOf(context.getBundle()) + ": expected a registrar within " + text(waited)
                + " of its start, but none has come; the module is started, but not registered. " + advice(context);
        if (!isSettled()) {
            log().log(WARNING, text);
        }
    }

    /** What was seen of a registrar, and what to do. */
    private static String advice(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> REGISTRAR.equals(bundle.getSymbolicName()))
                .max(Comparator.comparingInt(Bundle::getState))
                .map(AbsenceReport::advice)
                .orElse("No bundle " + REGISTRAR + " is installed: install and start org.nmr:" + REGISTRAR);
    }

    private static String advice(Bundle registrar) {
        return nameOf(registrar)
                + switch (registrar.getState()) {
                    case Bundle.ACTIVE ->
                        " is active, but does not see the module: let both import org.nmr from the same bundle";
                    case Bundle.STARTING ->
                        " is starting, but has not come to the module yet: it loads one module after the other, and the"
                                + " stacks of the threads show in which one it is";
                    case Bundle.STOPPING -> " is stopping: start it again when it has stopped";
                    default -> " is installed, but not active: start it; if that fails, the exception says why";
                };
    }

    private static String nameOf(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return (name == null ? "bundle " + bundle.getBundleId() : Shown.of(name)) + " [" + bundle.getBundleId() + "]";
    }

    private static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : TimeUnit.MILLISECONDS.convert(time) + " ms";
    }

    private String named() {
        return "module " + Shown.of(module);
    }

    private static System.Logger log() {
        return System.getLogger(REGISTRAR);
    }
}
