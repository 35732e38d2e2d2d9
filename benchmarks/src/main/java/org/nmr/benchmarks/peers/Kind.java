// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import org.nmr.Owner;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.nmr.benchmarks.peers.dm.DmActivator;
import org.nmr.benchmarks.peers.registrar.RegistrarActivator;
import org.nmr.benchmarks.peers.registrar.RegistrarPeer;
import org.nmr.benchmarks.peers.scr.ScrPeer;
import org.nmr.benchmarks.peers.tracker.TrackerActivator;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The peers, and how each is had. */
enum Kind implements Contender {
    PLAIN("plain Java lists", Standing.FLOOR) {
        @Override
        Opened open() {
            return new Opened(new PlainPeer(), () -> {});
        }
    },
    REGISTRAR("**this project**: registrar in Felix", Standing.PROJECT) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(Host.felix(Host.REGISTRAR), BundleFile.activator(RegistrarActivator.class));
        }
    },
    WATCHED("this project with idle surfaces", Standing.PEER) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(Host.felix(Host.SURFACES), BundleFile.activator(RegistrarActivator.class));
        }
    },
    CORE("this project's core alone", Standing.PEER) {
        @Override
        Opened open() {
            Registrar registrar = new Registrar(Environment.DEFAULT);
            Owner owner = new Owner(1, "org.nmr.benchmarks", "1.0.0");
            return new Opened(new RegistrarPeer(name -> registrar.open(owner).openModule(name)), () -> {});
        }
    },
    FELIX("ServiceTracker, Felix", Standing.PEER) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(Host.felix(List.of()), BundleFile.activator(TrackerActivator.class));
        }
    },
    EQUINOX("ServiceTracker, Equinox", Standing.PEER) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(Host.equinox(List.of()), BundleFile.activator(TrackerActivator.class));
        }
    },
    SCR("Felix SCR", Standing.PEER) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(
                    Host.felix(Host.SCR), BundleFile.components(ScrPeer.class, "client.xml", "caller.xml", "peer.xml"));
        }
    },
    DM("Felix Dependency Manager", Standing.PEER) {
        @Override
        Opened open() throws IOException, BundleException {
            return in(Host.felix(Host.DM), BundleFile.activator(DmActivator.class));
        }
    };

    private final String label;
    private final Standing standing;

    Kind(String label, Standing standing) {
        this.label = label;
        this.standing = standing;
    }

    /** Launches what it needs. */
    abstract Opened open() throws IOException, BundleException;

    private static Opened in(Host host, BundleFile file) throws IOException, BundleException {
        host.install(file).start(Bundle.START_TRANSIENT);
        return new Opened(host.service(Peer.class), host);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    /**
     * A peer at work.
     *
     * @param peer the peer
     * @param host its framework; may be left open where the JVM ends anyway
     */
    record Opened(Peer peer, AutoCloseable host) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            host.close();
        }
    }
}
