// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Says of each bundle that was to be started and cannot be resolved what it lacks, and starts it when nothing is
 * missing any more. File Install does so only when a file in its folder has changed. Confined to one thread at a time.
 */
final class Waiting {
    /** So many bundles at a time; the rest is counted. */
    private static final int SHOWN = 10;

    private final BundleContext context;
    private final Missing missing;
    private final PrintStream out;

    /** What was found at the last look, by the id of the bundle. */
    private Map<Long, Seen> seen = new HashMap<>();

    /** How many were found at this look, beyond those that are shown. */
    private int told;

    Waiting(BundleContext context, Missing missing, PrintStream out) {
        this.context = context;
        this.missing = missing;
        this.out = out;
    }

    /** What is known of one bundle. */
    private static final class Seen {
        /** What it lacked at the last look; null before the first. */
        private @Nullable List<String> lines;

        /** Whether that was said. */
        private boolean told;

        /** The bundles that were there when it was last tried; only others can be of help. */
        private int tried;
    }

    /** Says what is missing now. */
    void begin() {
        look(/* isSettled= */ true);
    }

    /** Says what has been missing for two looks: between, a bundle may have been refreshed. */
    void look() {
        look(/* isSettled= */ false);
    }

    private void look(boolean isSettled) {
        Bundle[] bundles = context.getBundles();
        int present = Stream.of(bundles)
                .map(bundle -> List.of(bundle.getBundleId(), bundle.getLastModified()))
                .toList()
                .hashCode();
        Map<Long, Seen> now = new HashMap<>();
        told = 0;
        // Listed first: the start of one resolves others, which are to be started, too.
        List<Bundle> waiting = Stream.of(bundles).filter(Waiting::isWaiting).toList();
        if (waiting.isEmpty()) {
            missing.forget();
        } else {
            missing.look();
        }
        for (Bundle bundle : waiting) {
            Seen known = seen.getOrDefault(bundle.getBundleId(), new Seen());
            now.put(bundle.getBundleId(), known);
            look(bundle, known, present, isSettled);
        }
        if (told > SHOWN) {
            out.println("nmr: " + (told - SHOWN) + " more bundles do not start; \"lb\" lists them as Installed");
        }
        seen = now;
    }

    private void look(Bundle bundle, Seen known, int present, boolean isSettled) {
        List<String> lines = missing.lines(bundle);
        boolean isSame = lines.equals(known.lines);
        known.lines = lines;
        known.told &= isSame;
        if (!isSame && !isSettled) {
            return;
        }
        if (lines.isEmpty() && known.tried != present) {
            known.tried = present;
            start(bundle, known);
        } else if (!lines.isEmpty()) {
            tell(known, lines);
        }
    }

    private void start(Bundle bundle, Seen known) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            out.println("nmr: started " + Missing.name(bundle) + ": nothing is missing any more");
        } catch (BundleException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            tell(known, List.of(BundleFiles.printable(Missing.name(bundle) + " does not start: " + reason)));
        }
    }

    private void tell(Seen known, List<String> lines) {
        if (known.told) {
            return;
        }
        known.told = true;
        told++;
        if (told <= SHOWN) {
            lines.forEach(line -> out.println("nmr: " + line));
        }
    }

    /** Whether a bundle was to be started and is not resolved: then {@link #look} says why. */
    static boolean isWaiting(Bundle bundle) {
        if (bundle.getState() != Bundle.INSTALLED) {
            return false;
        }
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return revision != null
                && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0
                && level != null
                && level.isPersistentlyStarted();
    }
}
