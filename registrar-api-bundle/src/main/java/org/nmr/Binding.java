// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One side's view of an attached client and provider.
 *
 * <p>Handed out with the proposal. A module keeps one for each binding [C-103], usually in its
 * {@link BindingContext}. All methods may be called by any thread and block on nothing.
 *
 * @param <D> the dispatch type of the peer
 * @since 1.0
 */
@ProviderType
public interface Binding<D> {
    /**
     * Returns the peer's self-description; readable after the end, too [C-186, B-28].
     *
     * @return the instance
     */
    RegistrationInstance peer();

    /**
     * Returns what the peer is called through: a view of the dispatch that the peer gave, through which every call is
     * counted.
     *
     * <p>There for the client from the moment its {@code attach} has been accepted, for the provider from the
     * moment it is asked; and until this side has said that it is done, by answering
     * {@link DetachStatus#COMPLETE} or by {@link #detachComplete()}. So a module can still say goodbye in
     * its {@code detach} [C-127, A-18]. From then on calls through the view fail, too; and this side is complete when
     * those in flight have returned [C-124]. The view may be kept. It throws what the peer throws, unchanged.
     *
     * <p>A method that returns a {@link java.util.concurrent.CompletionStage}, a {@link java.util.concurrent.Future} or
     * an OSGi {@code Promise} is in flight until that is done [C-123]. The result tells so by a callback; a plain
     * {@code Future} does so when its caller looks. A thread that waits for the end looks, too. So a dependent of the
     * result may close what waits for the call.
     *
     * <p><b>Not counted</b> is everything else that leads to the peer: the methods of objects that a call returns or is
     * given, results inside other objects, a kept {@link Call#dispatch()}, and what a context or a thread has captured.
     * The two modules agree on their end; who needs the peer for them answers {@link DetachStatus#PENDING}.
     *
     * <p>There is no view of a type that is not a public interface, or is sealed, hidden or in a package that its Java
     * module keeps; of one whose methods name a type that the interface's bundle does not see; and of one with a method
     * that returns a subtype of {@code Future} that is neither a {@code CompletionStage} nor a {@code Promise}. All of
     * these work by manual calls: see {@link #enter()}.
     *
     * @return the view; equal for equal sides
     * @throws DetachedException if this side has said that it is done [C-133]
     * @throws IllegalStateException if the pair is not attached, the NPI has no dispatch for the peer's role, or there
     *     can be no view of its type; the message says why
     */
    D dispatch();

    /**
     * Begins a call by hand: the peer stays until it is closed.
     *
     * <pre>
     * try (Call&lt;Greeter&gt; call = binding.enter()) {
     *     call.dispatch().greet("World");
     * }
     * </pre>
     *
     * <p>Costs less than the view that {@link #dispatch()} returns, allocates nothing on a platform thread, and works
     * for dispatch types that are classes, too. Belongs to this thread, which closes it; calls may be nested.
     *
     * @return the call, to be closed by this thread, once
     * @throws DetachedException if this side has said that it is done [C-133]
     * @throws IllegalStateException if the pair is not attached, or the NPI has no dispatch for the peer's role
     */
    Call<D> enter();

    /**
     * Says that this side, which answered {@link DetachStatus#PENDING}, is done [C-120, C-128].
     *
     * <p>May come before {@code detach} has returned [C-130]; then it is remembered. It may even come before
     * {@code detach} was called, which is logged as a warning. If the peer is done too, both cleanups
     * run inside this call, so touch nothing of the binding context afterwards [C-145].
     *
     * @throws IllegalStateException if this side has completed already, or the pair is not attached [C-132]
     */
    void detachComplete();

    /**
     * Ends this binding and no other: both sides get {@code detach} and {@code cleanup} as always, all counted calls
     * are waited for, and both registrations stay. Either side may call it.
     *
     * <p>It starts the end and blocks on no call: {@code detach} of both sides, and the cleanups if nothing is left to
     * wait for, run inside. Wait for the rest with the result, which is the same end for both sides and for each
     * repetition. May be called by any thread and as often as you like, inside callbacks and counted calls, while a
     * registration ends, and afterwards: then the end is complete. During the proposal it is remembered, as a
     * deregistration is: when {@code attachProvider} has returned, the pair is detached at once if it has attached
     * [A-9].
     *
     * <p>The pair is not proposed again while both registrations last. A client that wants one provider ({@link
     * Selection.Cardinality#ONE}) is offered the others. When it loses its next binding, all are offered as ever, this
     * provider, too. If the binding was ended during its proposal, the client's present round of offers goes on after
     * it.
     *
     * @return the end of this binding; its {@link Deregistration#await()} throws inside a callback or counted call of
     *     this binding
     */
    Deregistration detach();

    /**
     * Returns a stage that completes when the end of this binding has begun, for those who hold no
     * {@link BindingContext}.
     *
     * <p>The stage always completes normally, once, and before {@code detach} of either side is called. So calls still
     * work in an action that depends on it. If the pair does not attach, it completes when the proposal is over. If the
     * binding is revoked, it completes then at the latest. If all of this is past, the returned stage is complete
     * already. The stage may be kept: it holds on to no module.
     *
     * <p>Dependent actions run on the thread that will call {@code detach}, without a lock. They must not block, and
     * they may call the registrar, but not wait for the end of this binding. What one throws is the failure of its own
     * stage.
     *
     * @return the stage, which the caller cannot complete; the same one each time while it is not complete
     */
    CompletionStage<Void> detaching();

    /**
     * Tells whether the peer has said that it is done and its counted calls have returned, so it will call no more.
     *
     * @return true if so; false while the pair is not attached yet, and possibly until the deregistration that has
     *     asked the peer has called all its {@code detach} callbacks
     */
    boolean isPeerDetached();

    /**
     * Returns a stage that completes when the peer's half of the detach is complete: the peer has said that it is done
     * and its counted calls have returned, as {@link #isPeerDetached()} tells.
     *
     * <p>A side that must be there as long as the peer may call answers {@link DetachStatus#PENDING} and says that it
     * is done when this stage completes:
     *
     * <pre>
     * public DetachStatus detach() {
     *     binding.peerDetached().thenRun(binding::detachComplete);
     *     return DetachStatus.PENDING;
     * }
     * </pre>
     *
     * If both sides of a binding do so, each waits for the other one, and neither ends.
     *
     * <p>The stage always completes normally, once, and before this side's {@code cleanup} is called. If the pair does
     * not attach, it completes when the proposal is over. If the binding is revoked, it completes then. If all of this
     * is past, the returned stage is complete already. The stage may be kept: it holds on to no module.
     *
     * <p>Dependent actions run on the thread that brings this about: inside the peer's last call, its
     * {@code detachComplete()} or the deregistration, without a lock. They must not block, and they may call the
     * registrar. What one throws is the failure of its own stage: it never leaves through the call or callback of
     * another module.
     *
     * @return the stage, which the caller cannot complete; the same one each time while it is not complete
     */
    CompletionStage<Void> peerDetached();
}
