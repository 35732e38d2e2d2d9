// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Notes what is to be drained, and ends at once, or when the test wants it. */
final class FakeActions implements Actions {
    final List<String> begun = new ArrayList<>();
    final CountDownLatch isInside = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    volatile String missing = "";
    volatile boolean blocks;

    @Override
    public String missing() {
        return missing;
    }

    @Override
    public String drain(long bundle, Consumer<String> progress) throws Exception {
        begun.add("drain " + bundle);
        progress.accept("<b>step\n1</b>");
        isInside.countDown();
        if (blocks) {
            mayEnd.await();
        }
        return "drained " + bundle;
    }

    @Override
    public String redeploy(long bundle, Consumer<String> progress) {
        begun.add("redeploy " + bundle);
        return "redeployed " + bundle;
    }
}
