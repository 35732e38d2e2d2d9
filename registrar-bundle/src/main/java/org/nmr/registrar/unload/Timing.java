// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/** The clock of a registrar, by which everything in it is dated, and the way to wait. Tests bring their own. */
public interface Timing {
    /** The JVM's clock. */
    Timing SYSTEM = new Timing() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean await(Latch latch, long nanos) throws InterruptedException {
            return latch.await(nanos);
        }
    };

    /** Returns the time in nanoseconds since some fixed moment. */
    long nanoTime();

    /**
     * Waits until the latch is open, at most for the given nanoseconds.
     *
     * @return true if it is open
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    boolean await(Latch latch, long nanos) throws InterruptedException;
}
