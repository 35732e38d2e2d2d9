// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Takes bundles over that File Install would uninstall or update, and whose modules have to end before: File Install
 * has one thread, which would sit in the stop of one bundle while other files wait. Each bundle gets a thread of its
 * own, which drains it first and then does the same.
 *
 * <p>File Install asks the framework for the bundle just before it stops it. At that moment this hides the bundle from
 * File Install, which then leaves it alone. Thread safe.
 */
final class Replacements implements FindHook {
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    /** How it is done in File Install; if it was done in another way, that would stop the bundles itself, as before. */
    private static final String WATCHER = "org.apache.felix.fileinstall.internal.DirectoryWatcher";

    private static final String UNINSTALL = "uninstall";
    private static final String UPDATE = "update";

    /** How long this waits for a refresh, in which bundles stop and start. */
    private static final Duration REFRESH = Duration.ofMinutes(5);

    /** A bundle that ends sooner needs no message. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Duration LATER = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Drains drains;
    private final Predicate<Bundle> isFileInstall;
    private final PrintStream out;

    /** The bundles that were taken over, with what File Install wanted last; empty for nothing new. */
    private final Map<Long, String> taken = new ConcurrentHashMap<>();

    Replacements(BundleContext context, Drains drains, Predicate<Bundle> isFileInstall, PrintStream out) {
        this.context = context;
        this.drains = drains;
        this.isFileInstall = isFileInstall;
        this.out = out;
    }

    /** Begins to take bundles over; to be called before File Install starts. */
    static Replacements publish(BundleContext context, PrintStream out) {
        Replacements replacements = new Replacements(
                context, new Drains(context), bundle -> FILE_INSTALL.equals(bundle.getSymbolicName()), out);
        context.registerService(FindHook.class, replacements, null);
        return replacements;
    }

    /** The framework calls it on the thread of whoever asks for bundles. */
    @Override
    public void find(BundleContext asking, Collection<Bundle> bundles) {
        if (isFileInstall.test(asking.getBundle())) {
            String wanted = wanted();
            bundles.removeIf(bundle -> isHidden(bundle, wanted));
        }
    }

    /** Returns what File Install does now with the bundle that it asks for; empty if something else. */
    private static String wanted() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(WATCHER))
                        .map(StackWalker.StackFrame::getMethodName)
                        .findFirst()
                        .filter(method -> method.equals(UNINSTALL) || method.equals(UPDATE))
                        .orElse(""));
    }

    private boolean isHidden(Bundle bundle, String wanted) {
        long id = bundle.getBundleId();
        if (wanted.isEmpty()) {
            return taken.containsKey(id);
        }
        if (taken.replace(id, wanted) == null) {
            if (!drains.hasModules(bundle)) {
                return false;
            }
            taken.put(id, wanted);
            Thread thread = new Thread(() -> replace(bundle), "nmr-load " + bundle.getSymbolicName());
            thread.setDaemon(true);
            thread.start();
        }
        return true;
    }

    /** Whether a message of File Install comes of a bundle that was hidden from it. */
    boolean isExpected(String message) {
        return message.matches("(?s)Failed to (uninstall|update) bundle: .* has (already )?been uninstalled")
                || taken.keySet().stream()
                        .map(id -> context.getBundle(id))
                        .filter(Objects::nonNull)
                        .flatMap(bundle -> Doubles.file(bundle).stream())
                        .anyMatch(file -> message.equals("Failed to install artifact: " + file));
    }

    private void replace(Bundle bundle) {
        long id = bundle.getBundleId();
        try {
            do {
                drain(bundle, taken.getOrDefault(id, ""));
                replace(bundle, String.valueOf(taken.replace(id, "")));
            } while (!taken.remove(id, "")); // File Install has wanted something again meanwhile
        } catch (InterruptedException | RuntimeException | BundleException | IOException failed) {
            taken.remove(id);
            if (isRunning()) {
                say(bundle + " could not be updated or removed: " + Causes.text(failed));
            }
        }
    }

    private boolean isRunning() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    /** Without limit; if it fails, the bundle stops without a drain. */
    private void drain(Bundle bundle, String wanted) throws InterruptedException {
        boolean isSaid = false;
        Drains.Drain drain;
        do {
            drain = drains.begin(bundle);
            for (Duration wait = SOON; !drain.await(wait); wait = LATER) {
                List<String> why = drain.waitsFor();
                if (!isSaid && !why.isEmpty()) {
                    isSaid = true;
                    say(name(bundle) + " is not " + (wanted.equals(UPDATE) ? "updated" : "removed") + " yet: "
                            + why.get(0));
                    why.stream().skip(1).forEach(this::say);
                }
            }
        } while (drain.isTimedOut());
        if (isSaid) {
            say("the modules of " + name(bundle) + " have ended");
        }
    }

    private void replace(Bundle bundle, String wanted) throws BundleException, IOException, InterruptedException {
        Path file = Doubles.file(bundle).orElseThrow(() -> new IOException("expected the location of a file"));
        if (bundle.getState() == Bundle.UNINSTALLED || !isRunning()) {
            return;
        }
        if (wanted.equals(UPDATE) && Files.exists(file)) {
            update(bundle, file);
        } else {
            out.println("nmr: Uninstalling bundle " + name(bundle));
            bundle.uninstall();
            refresh(bundle);
            if (Files.exists(file)) { // put back meanwhile: File Install takes it as a new one
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            }
        }
    }

    private void update(Bundle bundle, Path file) throws BundleException, IOException, InterruptedException {
        out.println("nmr: Updating bundle " + name(bundle));
        bundle.stop(Bundle.STOP_TRANSIENT); // so that it is started only once
        try (InputStream content = Files.newInputStream(file)) {
            bundle.update(content);
        }
        refresh(bundle);
        if (bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            start(bundle);
        }
    }

    private void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            out.println("nmr: Started bundle: " + bundle.getLocation());
        } catch (BundleException failed) {
            if (!Waiting.isWaiting(bundle)) { // else it is said what is missing
                say(name(bundle) + " does not start: "
                        + Causes.inOneLine(failed).orElseGet(() -> Causes.text(failed)));
            }
        }
    }

    private void refresh(Bundle bundle) throws InterruptedException, IOException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        if (!done.await(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) { // a framework that stops may not say so at all
            throw new IOException("expected the framework to say within " + REFRESH.toSeconds()
                    + " s that the refresh is done, but it has not");
        }
    }

    private static String name(Bundle bundle) {
        return bundle.getBundleId() + " (" + bundle.getSymbolicName() + ")";
    }

    private void say(String text) {
        out.println(BundleFiles.printable("nmr: " + text));
    }
}
