// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Says once in the log that no registrar has come for a module. One object for each start of the module.
 *
 * <p>It has a thread only while the module waits for its first registrar. That thread ends when a registrar comes, when
 * the module is withdrawn, or when it has reported. It keeps nothing of the module: the context is held weakly, so a
 * bundle that goes without a word can be collected.
 */
final class AbsenceReport {
    private static final Duration DEFAULT = Duration.ofSeconds(10);

    /** The symbolic name of the registrar's bundle, and the name of its logger. */
    private static final String REGISTRAR = "org.nmr.registrar";

    private final String module;

    /** Open until a registrar has come or the module is withdrawn. Any thread. */
    private final CountDownLatch settled = new CountDownLatch(1);

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
        settled.countDown();
    }

    /** Begins to wait, unless a registrar was there at once. Never fails, because the module was published already. */
    void begin(BundleContext context) {
        try {
            if (!isSettled()) {
                WeakReference<BundleContext> held = new WeakReference<>(context);
                daemon(() -> run(held)).start();
            }
        } catch (Throwable noThread) { // "unable to create native thread"
            debug(": nobody looks whether a registrar comes", noThread);
        }
    }

    /** As the registrar's own threads: it inherits no thread local, class loader or access control context. */
    @SuppressWarnings("removal") // the only way to drop the context on the JDKs that have one
    private static Thread daemon(Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            boolean inheritThreadLocals = false;
            Thread thread = new Thread(null, work, "nmr-absence", /* stackSize= */ 0, inheritThreadLocals);
            thread.setDaemon(true);
            thread.setContextClassLoader(AbsenceReport.class.getClassLoader());
            return thread;
        });
    }

    private void run(WeakReference<BundleContext> held) {
        try {
            Optional<Duration> after = after(held);
            while (after.isPresent() && !isSettledWithin(after.get())) {
                after = look(held, after.get());
            }
        } catch (IllegalStateException stopped) {
            debug(" has stopped before a registrar came", stopped);
        } catch (Throwable failed) { // of a logger, of something that only looks like a framework, of a full heap
            debug(": nobody looks any more whether a registrar comes", failed);
        }
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

    private boolean isSettled() {
        return settled.getCount() == 0;
    }

    private boolean isSettledWithin(Duration time) throws InterruptedException {
        return settled.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    private Optional<Duration> after(WeakReference<BundleContext> held) {
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
    private Optional<Duration> look(WeakReference<BundleContext> held, Duration after) {
        BundleContext context = held.get();
        if (context == null || !isIn(context.getBundle(), Bundle.STARTING | Bundle.ACTIVE)) {
            return Optional.empty();
        }
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        if (isIn(framework, Bundle.STARTING)) {
            return Optional.of(after);
        }
        if (isIn(framework, Bundle.ACTIVE)) {
            report(context, after);
        }
        return Optional.empty();
    }

    private static boolean isIn(Bundle bundle, int states) {
        return (bundle.getState() & states) != 0;
    }

    private void report(BundleContext context, Duration after) {
        String text = named() + " of " + nameOf(context.getBundle()) + ": expected a registrar within " + text(after)
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
