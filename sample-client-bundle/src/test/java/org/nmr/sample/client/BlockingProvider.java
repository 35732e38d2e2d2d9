// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.nmr.sample.datagram.DatagramProvider;

/** A provider whose calls return only when the test lets them. */
final class BlockingProvider implements DatagramProvider {
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore exit = new Semaphore(0);

    @Override
    public void send(long number) {
        entered.release();
        exit.acquireUninterruptibly();
    }

    boolean awaitCalls(int calls) throws InterruptedException {
        return entered.tryAcquire(calls, 60, TimeUnit.SECONDS);
    }

    void letReturn(int calls) {
        exit.release(calls);
    }
}
