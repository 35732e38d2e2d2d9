// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import org.nmr.benchmarks.bundle.PlainActivator;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.nmr.benchmarks.peers.dm.RestartedDm;
import org.nmr.benchmarks.peers.registrar.CounterpartModule;
import org.nmr.benchmarks.peers.registrar.RestartedModule;
import org.nmr.benchmarks.peers.scr.ScrPeer;
import org.nmr.benchmarks.peers.tracker.RestartedTracker;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A bundle that is started and stopped: one client, whose provider stays.
 *
 * @param name names it on a command line
 * @param label names it for people
 * @param standing what its figures are compared as
 * @param launcher its framework
 * @param bundles what it needs there
 * @param file the bundle
 */
record RestartCase(
        String name, String label, Standing standing, Launcher launcher, List<String> bundles, BundleFile file)
        implements Contender {
    private static final BundleFile NOTHING = BundleFile.activator(PlainActivator.class);
    private static final BundleFile TRACKER = BundleFile.activator(RestartedTracker.class);
    private static final BundleFile MODULE = BundleFile.activator(RestartedModule.class);

    RestartCase {
        bundles = List.copyOf(bundles);
    }

    static List<RestartCase> all() {
        return List.of(
                felix("NOTHING", "a bundle that does nothing, Felix", Standing.FLOOR, List.of(), NOTHING),
                felix("MODULE", "**this project**: a module, Felix", Standing.PROJECT, Host.REGISTRAR, MODULE),
                felix("TRACKER", "ServiceTracker, Felix", Standing.PEER, List.of(), TRACKER),
                felix(
                        "SCR",
                        "Felix SCR",
                        Standing.PEER,
                        Host.SCR,
                        BundleFile.components(ScrPeer.class, "restarted.xml")),
                felix(
                        "DM",
                        "Felix Dependency Manager",
                        Standing.PEER,
                        Host.DM,
                        BundleFile.activator(RestartedDm.class)),
                equinox("NOTHING_EQUINOX", "a bundle that does nothing, Equinox", List.of(), NOTHING),
                equinox("MODULE_EQUINOX", "this project: a module, Equinox", Host.REGISTRAR, MODULE),
                equinox("TRACKER_EQUINOX", "ServiceTracker, Equinox", List.of(), TRACKER));
    }

    private static RestartCase felix(
            String name, String label, Standing standing, List<String> bundles, BundleFile file) {
        return new RestartCase(name, label, standing, Host::felix, bundles, file);
    }

    private static RestartCase equinox(String name, String label, List<String> bundles, BundleFile file) {
        return new RestartCase(name, label, Standing.PEER, Host::equinox, bundles, file);
    }

    /** Installs the bundle, and its provider if that is no service. */
    Bundle install(Host host) throws IOException, BundleException {
        if (file.equals(MODULE)) {
            host.install(BundleFile.activator(CounterpartModule.class)).start(Bundle.START_TRANSIENT);
        }
        return host.install(file);
    }

    /** How many bindings there are while the bundle is active. */
    long bindings() {
        return file.equals(NOTHING) ? 0 : 1;
    }

    /** Launches a framework. */
    @FunctionalInterface
    interface Launcher {
        Host launch(List<String> bundles) throws IOException, BundleException;
    }
}
