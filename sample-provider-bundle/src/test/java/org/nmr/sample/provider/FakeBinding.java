package org.nmr.sample.provider;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.RegistrationInstance;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;

/** The provider's side of a binding, with a client made of a lambda; counts the completions. */
final class FakeBinding implements Binding<DatagramClient> {
    final AtomicInteger completions = new AtomicInteger();
    private final CountDownLatch completed = new CountDownLatch(1);
    private final DatagramClient client;

    FakeBinding(DatagramClient client) {
        this.client = client;
    }

    boolean awaitCompletion() throws InterruptedException {
        return completed.await(10, TimeUnit.SECONDS);
    }

    @Override
    public RegistrationInstance peer() {
        return RegistrationInstance.of(DatagramNpi.NPI);
    }

    @Override
    public DatagramClient dispatch() {
        return client;
    }

    @Override
    public void detachComplete() {
        completions.incrementAndGet();
        completed.countDown();
    }

    @Override
    public boolean isPeerDetached() {
        return false;
    }
}
