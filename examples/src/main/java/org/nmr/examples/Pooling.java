// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.HandsOut;

/** A dispatch that hands out connections, which hand out statements. */
public final class Pooling {
    private Pooling() {}

    /** The provider dispatch. */
    public interface Pool {
        /** Lends a connection. */
        @HandsOut
        Connection getConnection() throws PoolException;
    }

    /** In flight until it is closed. */
    public interface Connection extends AutoCloseable {
        /** Prepares a statement of this connection. */
        @HandsOut
        Statement prepare(String text);

        @Override
        void close();
    }

    /** What a connection hands out. */
    @FunctionalInterface
    public interface Statement {
        /** Runs it. */
        void run();
    }

    /** There is no connection. */
    public static final class PoolException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says why. */
        public PoolException(String message) {
            super(message);
        }
    }
}
