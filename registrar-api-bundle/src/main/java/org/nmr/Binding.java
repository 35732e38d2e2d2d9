// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One side's view of an attached client and provider.
 *
 * <p>The proposal hands it out. A module keeps one for each binding [C-103], usually in its {@link BindingContext}. Any
 * thread may call all methods. None of them waits for another thread.
 *
 * @param <D> the dispatch type of the peer
 * @since 1.0
 */
@ProviderType
public interface Binding<D> {
    /**
     * Returns the peer's self-description. It stays readable after the end of the binding [C-186, B-28].
     *
     * @return the instance
     */
    RegistrationInstance peer();

    /**
     * Returns the counted view of the peer's dispatch. Every call through the view is counted, and the view throws what
     * the peer throws, unchanged.
     *
     * <p><b>When.</b> The client has the view from the moment its {@code attach} is accepted. The provider has it from
     * the moment it is asked. Both keep it until this side says that it is done: it answers
     * {@link DetachStatus#COMPLETE} or calls {@link #detachComplete()}. So a module can still say goodbye in its
     * {@code detach} [C-127, A-18]. From then on new calls fail, also through a view that was kept. This side is
     * complete when the calls in flight have returned [C-124]. The view may be kept.
     *
     * <p><b>Asynchronous methods.</b> If a method returns a {@link java.util.concurrent.CompletionStage}, a
     * {@link java.util.concurrent.Future} or an OSGi {@code Promise}, the call is in flight until that result is done
     * [C-123]. The registrar learns this by a callback of the result. A plain {@code Future} has no callback, so the
     * registrar learns it when the caller asks the future, or when a thread waits for the end. An action that depends
     * on the result may close what waits for this call.
     *
     * <p><b>Not counted</b> is everything else that leads to the peer:
     *
     * <ul>
     * <li>methods of objects that a call returns or receives, but for what a method {@linkplain HandsOut hands out},
     * <li>results inside other objects,
     * <li>a {@link Call#dispatch()} that is kept after the call,
     * <li>what a context or a thread has captured.
     * </ul>
     *
     * The two modules must agree when these end. A side that needs the peer for them answers
     * {@link DetachStatus#PENDING}.
     *
     * <p><b>No view</b> exists of a type
     *
     * <ul>
     * <li>that is not a public interface,
     * <li>that is sealed or hidden,
     * <li>whose package its Java module does not export to all modules,
     * <li>whose methods name a type that the interface's bundle does not see,
     * <li>with a method that returns a subtype of {@code Future} which is neither a {@code CompletionStage} nor a
     *     {@code Promise},
     * <li>with more methods than fit into one class file.
     * </ul>
     *
     * All of these types work with manual calls: see {@link #enter()}.
     *
     * @return the view; equal for equal sides
     * @throws DetachedException if this side has said that it is done [C-133]
     * @throws IllegalStateException if the pair is not attached, if the NPI has no dispatch for the peer's role, or if
     *     no view of the dispatch type can exist; the message says why
     */
    D dispatch();

    /**
     * Returns what the peer has handed out to this side and what is in flight, because this side has not closed it:
     * the results of methods that are marked with {@link HandsOut}.
     *
     * <p>A side that ends may close them, for example in its {@code detach}:
     *
     * <pre>
     * public DetachStatus detach() {
     *     for (AutoCloseable connection : binding.handedOut()) {
     *         connection.close(); // which may throw
     *     }
     *     return DetachStatus.COMPLETE;
     * }
     * </pre>
     *
     * <p>Other threads of this side may still use them. To close one twice is no error of the registrar, but the peer's
     * object may think so.
     *
     * @return the counted views, as the methods have returned them, the newest first; a copy; empty after the end of
     *     the binding
     */
    List<AutoCloseable> handedOut();

    /**
     * Begins a manual call: the peer stays until this thread closes the call.
     *
     * <pre>
     * try (Call&lt;Greeter&gt; call = binding.enter()) {
     *     call.dispatch().greet("World");
     * }
     * </pre>
     *
     * <p>A manual call costs less than a call through the view that {@link #dispatch()} returns. It allocates nothing
     * on a platform thread. It works for dispatch types that are classes, too. The call belongs to this thread, which
     * must close it. Calls may be nested.
     *
     * @return the call, to be closed by this thread, once
     * @throws DetachedException if this side has said that it is done [C-133]
     * @throws IllegalStateException if the pair is not attached, or the NPI has no dispatch for the peer's role
     */
    Call<D> enter();

    /**
     * Tells the registrar that this side, which answered {@link DetachStatus#PENDING}, is done [C-120, C-128].
     *
     * <p>A module may call it before its {@code detach} has returned [C-130]. The registrar remembers it. A module may
     * even call it before {@code detach} was called. The registrar remembers that, too, and logs a warning. If
     * the peer is done, both cleanups run inside this call. So do not use the binding context afterwards [C-145].
     *
     * @throws IllegalStateException if this side has completed already, or the pair is not attached [C-132]
     */
    void detachComplete();

    /**
     * Begins the end of this binding and of no other. The registrar calls {@code detach} and {@code cleanup} of both
     * sides as always, and waits for all counted calls. Both registrations stay. Either side may call this method.
     *
     * <p>This method begins the end and waits for no call. {@code detach} of both sides runs inside it. If nothing is
     * left to wait for, the cleanups run inside it, too. Use the result to wait for the rest. Both sides, and each
     * repetition, get the same end.
     *
     * <p>Any thread may call it, as often as it likes, also inside callbacks and counted calls and while a registration
     * ends. After the end of the binding it returns an end that is complete. During the proposal the registrar
     * remembers it, as it remembers a deregistration: if the pair has attached when {@code attachProvider} returns, the
     * registrar detaches it at once.
     *
     * <p>The registrar does not propose the pair again while both registrations last. An exception is a client that
     * wants one provider ({@link Selection.Cardinality#ONE}). The registrar offers it the other providers now. When the
     * client loses its next binding, the registrar offers it all providers, this one included. If the binding was ended
     * during its proposal, the present round of offers to the client continues after it.
     *
     * @return the end of this binding; its {@link Deregistration#await()} throws inside a callback of this binding and
     *     inside a counted call through it
     */
    Deregistration detach();

    /**
     * Returns a stage that completes when the end of this binding begins. It is for code that has no
     * {@link BindingContext}.
     *
     * <p>The stage always completes normally, once, and before the registrar calls {@code detach} of either side. So
     * calls still work in an action that depends on the stage.
     *
     * <ul>
     * <li>If the pair does not attach, the stage completes when the proposal ends.
     * <li>If the binding is revoked, the stage completes then at the latest.
     * <li>If all of this is past, the returned stage is complete already.
     * </ul>
     *
     * The stage may be kept: it keeps no module in memory.
     *
     * <p>Dependent actions run on the thread that will call {@code detach}, without a lock. They must not block. They
     * may call the registrar, but they must not wait for the end of this binding. If an action throws, only the stage
     * of that action fails.
     *
     * @return the stage, which the caller cannot complete; the same one each time while it is not complete
     */
    CompletionStage<Void> detaching();

    /**
     * Tells whether the peer will make no more calls: it has said that it is done, and its counted calls have returned.
     *
     * <p>The answer may stay false until the deregistration that has called the peer's {@code detach} has called all
     * its {@code detach} callbacks.
     *
     * @return true if the peer will make no more calls; false while the pair is not attached yet
     */
    boolean isPeerDetached();

    /**
     * Returns a stage that completes when the peer's half of the detach is complete: the peer has said that it is done,
     * and its counted calls have returned. {@link #isPeerDetached()} tells the same.
     *
     * <p>A side that must stay as long as the peer may call answers {@link DetachStatus#PENDING}. It says that it is
     * done when this stage completes:
     *
     * <pre>
     * public DetachStatus detach() {
     *     binding.peerDetached().thenRun(binding::detachComplete);
     *     return DetachStatus.PENDING;
     * }
     * </pre>
     *
     * If both sides of a binding do so, each waits for the other, and the binding never ends.
     *
     * <p>The stage always completes normally, once, and before the registrar calls this side's {@code cleanup}.
     *
     * <ul>
     * <li>If the pair does not attach, the stage completes when the proposal ends.
     * <li>If the binding is revoked, the stage completes then.
     * <li>If all of this is past, the returned stage is complete already.
     * </ul>
     *
     * The stage may be kept: it keeps no module in memory.
     *
     * <p>Dependent actions run on the thread that completes the peer's half, without a lock. This is inside the peer's
     * last call, inside its {@code detachComplete()} or inside the deregistration. They must not block. They may call
     * the registrar. If an action throws, only the stage of that action fails: the exception never reaches the call or
     * callback of another module.
     *
     * @return the stage, which the caller cannot complete; the same one each time while it is not complete
     */
    CompletionStage<Void> peerDetached();
}
