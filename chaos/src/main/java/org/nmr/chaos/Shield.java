// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The bundles without which no service is drained, and when they were changed. */
final class Shield implements LongSupplier {
    private final AtomicLong changes = new AtomicLong();

    /** How many threads change them now. */
    private final AtomicInteger changing = new AtomicInteger();

    /** Empty until the framework runs. */
    private volatile List<Bundle> bundles = List.of();

    void protect(List<Bundle> all) {
        bundles = all;
    }

    /** Changes them. */
    void change(Change change) throws BundleException {
        changing.incrementAndGet();
        changes.incrementAndGet();
        try {
            change.perform();
        } finally {
            changes.incrementAndGet();
            changing.decrementAndGet();
        }
    }

    /** Returns the same number as long as all of them run without a change; below 0 if they do not. */
    @Override
    public long getAsLong() {
        long now = changes.get();
        boolean isSteady = changing.get() == 0
                && !bundles.isEmpty()
                && bundles.stream().allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
        return isSteady && changes.get() == now ? now : -1;
    }

    /** Something that is done to one of them. */
    interface Change {
        void perform() throws BundleException;
    }
}
