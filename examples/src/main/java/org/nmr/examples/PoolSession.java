// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static java.lang.System.Logger.Level.WARNING;

import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.examples.Pooling.Connection;

/** A client's side that gives its connections back when it ends. */
final class PoolSession implements BindingContext {
    private static final System.Logger LOG = System.getLogger(PoolSession.class.getName());

    private final Binding<Pooling.Pool> provider;

    PoolSession(Binding<Pooling.Pool> provider) {
        this.provider = provider;
    }

    void work() throws Pooling.PoolException {
        try (Connection connection = provider.dispatch().getConnection()) {
            connection.prepare("…").run();
        }
    }

    @Override
    public DetachStatus detach() {
        for (AutoCloseable connection : provider.handedOut()) {
            closeQuietly(connection);
        }
        return DetachStatus.COMPLETE;
    }

    private static void closeQuietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception failed) {
            LOG.log(WARNING, "a connection is not closed", failed);
        }
    }
}
