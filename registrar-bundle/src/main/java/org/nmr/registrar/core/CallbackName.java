// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.diagnostics.BindingDTO;
import org.nmr.registrar.report.Report;

/** Names what the thread that takes a binding forward is inside. */
final class CallbackName {
    private CallbackName() {}

    /** With the monitor of the space, for a copy that knows whose sides these are. */
    static String of(LiveBinding<?, ?> binding, BindingDTO copy) {
        assert Thread.holdsLock(binding.space);
        String ofClient = " of client " + Report.name(copy.client.owner);
        String ofProvider = " of provider " + Report.name(copy.provider.owner);
        return switch (binding.state()) {
            case PROPOSED, ATTACHING -> "attachProvider()" + ofClient;
            case ASKING -> "attachClient()" + ofProvider;
            case CLEANUP -> "cleanup()" + (binding.provider().isCleanupCalled ? ofProvider : ofClient);
            case DETACHING -> detaching(binding, ofClient, ofProvider);
            default -> dependent(binding);
        };
    }

    /** Followers of the client end before its detach. */
    private static String detaching(LiveBinding<?, ?> binding, String ofClient, String ofProvider) {
        if (binding.client().state().isCalled()) {
            return "detach()" + ofClient;
        }
        if (binding.provider().state().isCalled()) {
            return "detach()" + ofProvider;
        }
        return binding.client().state().isOpen() ? "a follower" + ofClient : dependent(binding);
    }

    private static String dependent(LiveBinding<?, ?> binding) {
        return "an action that depends on binding " + binding.id();
    }
}
