// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.RegistrationInstance;

/** One side of a binding, as the contract has it. */
final class ModelSide implements Binding<String> {
    private final ModelBinding binding;
    private final RegistrationInstance peer;
    private BindingContext context = BindingContext.NONE;
    private String peerDispatch = "";

    /** Whether there is somebody to call: attached, or the provider is being asked. */
    private boolean callable;

    private boolean said;
    private int calls;
    private boolean detached;
    private final CompletableFuture<Void> detaching = new CompletableFuture<>();
    private final CompletableFuture<Void> peerDetached = new CompletableFuture<>();

    ModelSide(ModelBinding binding, RegistrationInstance peer) {
        this.binding = binding;
        this.peer = peer;
    }

    void reach(String dispatch) {
        peerDispatch = dispatch;
        callable = true;
    }

    void attached(BindingContext newContext) {
        context = newContext;
    }

    void refused() {
        callable = false;
    }

    BindingContext context() {
        return context;
    }

    /** The client threw after it had attached: it hears nothing more. */
    void disown() {
        said = true;
        detached = true;
        context = BindingContext.NONE;
    }

    /** Calls {@code detach}; whatever it does but {@code PENDING} counts as done. */
    void callDetach() {
        boolean[] pending = new boolean[1];
        binding.callback(() -> pending[0] = context.detach() == DetachStatus.PENDING);
        said |= !pending[0];
        detached = true;
    }

    void cleanup() {
        binding.callback(context::cleanup);
    }

    boolean hasCalls() {
        return calls > 0;
    }

    boolean isPending() {
        return detached && !said;
    }

    /** Whether it has said that it is done and its calls have returned. */
    boolean isDone() {
        return said && calls == 0;
    }

    /** Whether nothing more is to happen before the cleanup. */
    boolean isOver() {
        return detached && isDone();
    }

    @Override
    public RegistrationInstance peer() {
        return peer;
    }

    @Override
    public String dispatch() {
        throw new UnsupportedOperationException("there is no view of String");
    }

    @Override
    public Call<String> enter() {
        if (!callable) {
            throw new IllegalStateException("not attached");
        }
        if (said) {
            throw new DetachedException("said that it is done"); // C-133
        }
        calls++;
        binding.client.model.entered(binding);
        return new ModelCall(peerDispatch);
    }

    @Override
    public List<AutoCloseable> handedOut() {
        return List.of();
    }

    @Override
    public void detachComplete() {
        if (!binding.wasAttached() || said) {
            throw new IllegalStateException("not attached, or done already"); // C-132
        }
        said = true;
        binding.cleanupIfOver();
    }

    @Override
    public boolean isPeerDetached() {
        return binding.wasAttached() && binding.peerOf(this).isDone();
    }

    @Override
    public Deregistration detach() {
        return binding.endAlone();
    }

    @Override
    public CompletionStage<Void> detaching() {
        return detaching;
    }

    @Override
    public CompletionStage<Void> peerDetached() {
        return peerDetached;
    }

    /** Something has happened to the binding. */
    void look() {
        if (binding.isEnding()) {
            detaching.complete(null);
        }
        if (isPeerDetached() || binding.isGone()) {
            peerDetached.complete(null);
        }
    }

    /** A counted call. */
    private final class ModelCall implements Call<String> {
        private final String dispatch;
        private boolean closed;

        ModelCall(String dispatch) {
            this.dispatch = dispatch;
        }

        @Override
        public String dispatch() {
            if (closed) {
                throw new DetachedException("used after its end");
            }
            return dispatch;
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed already");
            }
            closed = true;
            calls--;
            binding.client.model.left(binding);
            binding.cleanupIfOver();
        }
    }
}
