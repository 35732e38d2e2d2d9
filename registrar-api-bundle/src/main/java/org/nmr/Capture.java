// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What became of {@link NpiRegistrar#capture}: one provider that may be called until it is closed, or why there is
 * none.
 *
 * <pre>
 * try (Capture&lt;Greeter&gt; greeter = nmr.capture(NPI, Duration.ofSeconds(2))) {
 *     return greeter.isAttached() ? greeter.dispatch().greet("Ann") : greeter.reason();
 * }
 * </pre>
 *
 * <p>A successful capture is a client registration of its own, with one binding; captures nest, and each is closed by
 * itself [C-191]. It stays with its provider: when the provider's module or the capturing one is unloaded, calls in
 * flight are waited for, later ones fail with {@link DetachedException}, and no other provider follows [C-192]. Close
 * it all the same.
 *
 * <p>All methods may be called by any thread; only {@link #close()} blocks.
 *
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ProviderType
public interface Capture<P> extends AutoCloseable {
    /** The outcomes. */
    enum Status {
        /** A provider is captured. */
        ATTACHED,
        /** No provider that matches has been there, or answered, within the time. */
        NOBODY,
        /** Providers were there, and each has refused or failed; the reason names them. */
        DECLINED,
        /** The capturing module, its bundle or the registrar is stopping. */
        STOPPING,
        /** The waiting thread was interrupted; its interrupt flag is set. */
        INTERRUPTED
    }

    /**
     * Returns how the capture went. It never changes, not even when the provider has gone.
     *
     * @return the outcome
     */
    Status status();

    /**
     * Returns why there is no provider.
     *
     * @return the reason, for people; empty if one is captured
     */
    String reason();

    /**
     * Tells whether the provider is captured, and neither is this closed nor has anybody's unload begun to end it. The
     * next call may nevertheless be too late.
     *
     * @return true if so
     */
    boolean isAttached();

    /**
     * Returns a stage that completes when the end of the captured provider's binding has begun, whoever began it: this
     * is being closed, or an unload ends it. It is that of {@link Binding#detaching()}: calls still work in an action
     * that depends on it, and fail afterwards. Such an action runs on the thread that ends the binding. It must not
     * block, so it must not call {@link #close()}.
     *
     * @return the stage, which the caller cannot complete; complete already if no provider was captured, or it is going
     */
    CompletionStage<Void> detaching();

    /**
     * Returns the provider's self-description; readable after the end, too.
     *
     * @return the instance
     * @throws IllegalStateException if no provider was captured; the message says why
     */
    RegistrationInstance provider();

    /**
     * Returns the counted view of the provider's dispatch, as {@link Binding#dispatch()} does.
     *
     * @return the view
     * @throws DetachedException if this is closed, or an unload has ended it
     * @throws IllegalStateException if no provider was captured, or as for {@link Binding#dispatch()}
     */
    P dispatch();

    /**
     * Begins a call by hand, as {@link Binding#enter()} does.
     *
     * @return the call, to be closed by this thread, once
     * @throws DetachedException if this is closed, or an unload has ended it
     * @throws IllegalStateException if no provider was captured, or as for {@link Binding#enter()}
     */
    Call<P> enter();

    /**
     * Gives the provider back: deregisters and waits until the calls in flight have returned and both sides are cleaned
     * up [C-191].
     *
     * <p>May be called again and by several threads. Does nothing if no provider was captured.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}, such as inside a counted call of this
     *     capture; the end has begun all the same
     */
    @Override
    void close();
}
