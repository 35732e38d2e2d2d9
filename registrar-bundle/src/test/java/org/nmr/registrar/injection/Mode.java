// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

/** How often an Error comes. The two kinds take turns, so that each site meets both: one in each mode. */
enum Mode {
    /** At one site. */
    ONCE,
    /** At one site and each later one: handlers and finally blocks that call anything fail with it. */
    STAYS;

    /** Returns the Error for a site of a run. */
    Error newError(int index) {
        return (index + ordinal()) % 2 == 0 ? new Overflow() : new Memory();
    }

    /** Cheap, because there are very many. */
    private static final class Overflow extends StackOverflowError {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** As cheap. */
    private static final class Memory extends OutOfMemoryError {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
