// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The module bundles, then the plain ones; a slot stays, its bundle may be uninstalled and installed again. */
final class Population {
    private final Platform platform;
    private final Shield shield;
    private final List<BundleJar> jars = new ArrayList<>();
    private final AtomicReferenceArray<Bundle> bundles;

    Population(Platform platform, Shield shield, int modules, int plain) throws BundleException {
        this.platform = platform;
        this.shield = shield;
        this.bundles = new AtomicReferenceArray<>(modules + plain);
        for (int slot = 0; slot < modules + plain; slot++) {
            jars.add(slot < modules ? BundleJar.module(slot) : BundleJar.plain(slot));
            install(slot);
        }
    }

    Shield shield() {
        return shield;
    }

    Platform platform() {
        return platform;
    }

    int size() {
        return jars.size();
    }

    Bundle bundle(int slot) {
        return bundles.get(slot);
    }

    /** If another thread has installed it already, that is the one. */
    void install(int slot) throws BundleException {
        bundles.set(slot, platform.install(jars.get(slot)));
    }

    void start(int slot) throws BundleException {
        bundle(slot).start(Bundle.START_TRANSIENT);
    }

    void stop(int slot) throws BundleException {
        bundle(slot).stop(Bundle.STOP_TRANSIENT);
    }

    void update(int slot) throws BundleException {
        bundle(slot).update(jars.get(slot).open());
    }
}
