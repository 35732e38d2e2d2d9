// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/** Prints what the end of the framework waits for, on a thread that ends with the JVM. */
final class EndOfFramework implements SynchronousBundleListener {
    private final Blockers blockers;
    private final PrintStream out;

    EndOfFramework(Blockers blockers, PrintStream out) {
        this.blockers = blockers;
        this.out = out;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            Thread watch = new Thread(this::watch, "nmr-shell end");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private void watch() {
        try {
            new Progress("nmr: ending", out, () -> blockers.of(finding -> true)).await(new CompletableFuture<>());
        } catch (InterruptedException | ExecutionException noneDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
