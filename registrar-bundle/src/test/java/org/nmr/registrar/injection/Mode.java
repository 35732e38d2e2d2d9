// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

/** What is thrown, and whether it stays so. */
enum Mode {
    OVERFLOW_ONCE(false),
    MEMORY_ONCE(false),
    BOTH_STAY(true);

    private final boolean stays;

    Mode(boolean stays) {
        this.stays = stays;
    }

    /** Whether each later site throws, too: handlers and finally blocks that call anything fail with it. */
    boolean stays() {
        return stays;
    }

    /** Returns the number-th error of a run; what stays comes in turns. */
    Error newError(int number) {
        return this == OVERFLOW_ONCE || (this == BOTH_STAY && number % 2 == 0) ? new Overflow() : new Memory();
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
