// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.support;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.RegistrationInstance;
import org.nmr.sample.datagram.DatagramNpi;

/** One side of a binding, with a peer made of a lambda; counts the completions. */
public final class FakeBinding<D> implements Binding<D> {
    private final AtomicInteger completions = new AtomicInteger();
    private final CountDownLatch completed = new CountDownLatch(1);
    private final CompletableFuture<Void> detaching = new CompletableFuture<>();
    private final CompletableFuture<Void> peerDetached = new CompletableFuture<>();
    private final D dispatch;

    /** Makes a binding to this peer. */
    public FakeBinding(D dispatch) {
        this.dispatch = dispatch;
    }

    /** Returns how often this side has said that it is done. */
    public int completions() {
        return completions.get();
    }

    /** Waits until this side has said that it is done; returns false if it does not. */
    public boolean awaitCompletion() throws InterruptedException {
        return completed.await(60, TimeUnit.SECONDS);
    }

    @Override
    public RegistrationInstance peer() {
        return RegistrationInstance.of(DatagramNpi.NPI);
    }

    @Override
    public D dispatch() {
        return dispatch;
    }

    @Override
    public Call<D> enter() {
        throw new UnsupportedOperationException("expected a module that uses dispatch()");
    }

    @Override
    public List<AutoCloseable> handedOut() {
        return List.of();
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

    @Override
    public Deregistration detach() {
        throw new UnsupportedOperationException("expected a module that ends registrations");
    }

    @Override
    public CompletionStage<Void> detaching() {
        return detaching.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> peerDetached() {
        return peerDetached.minimalCompletionStage();
    }
}
