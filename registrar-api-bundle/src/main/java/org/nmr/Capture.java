// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The outcome of {@link NpiRegistrar#capture}: one provider that may be called until the capture is closed, or the
 * reason why there is none.
 *
 * <pre>
 * try (Capture&lt;Greeter&gt; greeter = nmr.capture(NPI, Duration.ofSeconds(2))) {
 *     return greeter.isAttached() ? greeter.dispatch().greet("Ann") : greeter.reason();
 * }
 * </pre>
 *
 * <p>A successful capture is a client registration of its own, with one binding. Captures nest, and each is closed
 * separately [C-191]. A capture keeps its provider. When the provider's module or the capturing module is unloaded, the
 * registrar waits for the calls in flight. Later calls fail with {@link DetachedException}, and no other provider
 * follows [C-192]. Close the capture in this case, too.
 *
 * <p>Any thread may call all methods. Only {@link #close()} blocks.
 *
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ProviderType
public interface Capture<P> extends AutoCloseable {
    /** The outcome of a capture. */
    enum Status {
        /** A provider is captured. */
        ATTACHED,
        /** No provider that matches was there, or none has answered, within the time. */
        NOBODY,
        /** Each provider that was there has refused or failed, and the reason names them. */
        DECLINED,
        /** The capturing module, its bundle or the registrar is stopping. */
        STOPPING,
        /** The waiting thread was interrupted, and its interrupt flag is set. */
        INTERRUPTED
    }

    /**
     * Returns the outcome of the capture. It never changes, not even when the provider is gone.
     *
     * @return the outcome
     */
    Status status();

    /**
     * Returns why there is no provider.
     *
     * @return the reason, for operators; empty if a provider is captured
     */
    String reason();

    /**
     * Tells whether the provider is captured and the end of this capture has not begun, neither by {@link #close()} nor
     * by an unload. The next call may be too late all the same.
     *
     * @return true if the provider is captured and may be called
     */
    boolean isAttached();

    /**
     * Returns a stage that completes when the end of the captured provider's binding begins: by {@link #close()} or by
     * an unload. It is the stage of {@link Binding#detaching()}.
     *
     * <p>Calls still work in an action that depends on the stage, and fail afterwards. Such an action runs on the
     * thread that ends the binding. It must not block, so it must not call {@link #close()}.
     *
     * @return the stage, which the caller cannot complete; it is complete already if no provider was captured, or if
     *     the end has begun
     */
    CompletionStage<Void> detaching();

    /**
     * Returns the provider's self-description. It stays readable after the end.
     *
     * @return the instance
     * @throws IllegalStateException if no provider was captured; the message says why
     */
    RegistrationInstance provider();

    /**
     * Returns the counted view of the provider's dispatch, as {@link Binding#dispatch()} does.
     *
     * @return the view
     * @throws DetachedException if this capture is closed, or an unload has ended it
     * @throws IllegalStateException if no provider was captured, or as for {@link Binding#dispatch()}
     */
    P dispatch();

    /**
     * Begins a manual call, as {@link Binding#enter()} does.
     *
     * @return the call, to be closed by this thread, once
     * @throws DetachedException if this capture is closed, or an unload has ended it
     * @throws IllegalStateException if no provider was captured, or as for {@link Binding#enter()}
     */
    Call<P> enter();

    /**
     * Releases the provider: deregisters, and waits until the calls in flight have returned and both sides are cleaned
     * up [C-191].
     *
     * <p>Several threads may call it, and more than once. If no provider was captured, it does nothing.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}, for example inside a counted call of this
     *     capture; the end has begun in this case, too
     */
    @Override
    void close();
}
