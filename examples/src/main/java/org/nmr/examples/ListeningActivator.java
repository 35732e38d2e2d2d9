// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.osgi.framework.BundleContext;

/** A provider whose callers block inside it until a peer connects, or until the bundle stops. */
public final class ListeningActivator extends NetworkModuleActivator {
    static final Npi<Void, Listener> NPI = Npi.of("org.example.listener", Listener.class);

    private final ServerSocket socket;

    /** Made for each start of the bundle. */
    public ListeningActivator() throws IOException {
        socket = new ServerSocket();
    }

    @Override
    public void start(BundleContext context) throws Exception {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerProvider(
                ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, this::awaitPeer)));
    }

    private String awaitPeer() {
        try (Socket peer = socket.accept()) {
            return peer.getRemoteSocketAddress().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("no peer has connected", e);
        }
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        socket.close(); // calls that are blocked in accept() return
        super.stop(context); // waits until no call is inside
    }

    /** What clients call. */
    public interface Listener {
        /** Blocks until a peer connects; returns its address. */
        String awaitPeer();
    }
}
