package org.nmr.sample.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.RegistrationInstance;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;

/** The client's side of a binding, with a provider made of a lambda; counts the completions. */
final class FakeBinding implements Binding<DatagramProvider> {
    final AtomicInteger completions = new AtomicInteger();
    private final CountDownLatch completed = new CountDownLatch(1);
    private final DatagramProvider provider;

    FakeBinding(DatagramProvider provider) {
        this.provider = provider;
    }

    boolean awaitCompletion() throws InterruptedException {
        return completed.await(10, TimeUnit.SECONDS);
    }

    @Override
    public RegistrationInstance peer() {
        return RegistrationInstance.of(DatagramNpi.NPI);
    }

    @Override
    public DatagramProvider dispatch() {
        return provider;
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
