// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

/** What the two ends of one binding tell each other on its stream. The client's node opens the stream. */
public sealed interface BindMessage {
    /**
     * The first message: the client wants to attach.
     *
     * @param binding the number of the binding at the client's node
     * @param offer the provider's offer
     * @param instance the client's description
     */
    record Attach(long binding, long offer, WireInstance instance) implements BindMessage {}

    /** The provider has accepted: the pair is attached. */
    record Accepted() implements BindMessage {}

    /** The provider has refused or is gone; the stream ends. */
    record Refused(String reason) implements BindMessage {}

    /**
     * Begins a call.
     *
     * @param id the number of the call, greater than that of each earlier call of this direction
     * @param lane calls of one lane start in order, because one thread has made them
     * @param caller the thread that calls, for people
     * @param method the number of the method, its place in {@link org.nmr.reach.internal.codec.DispatchType#methods()}
     * @param arguments the encoded arguments
     */
    @SuppressWarnings("ArrayRecordComponent") // made, sent and forgotten: nobody compares it
    record Call(long id, long lane, String caller, int method, byte[] arguments) implements BindMessage {}

    /** The call has returned; an asynchronous one when its result is there. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Return(long id, byte[] result) implements BindMessage {}

    /**
     * The call has thrown.
     *
     * @param id the number of the call
     * @param executed false if the call was certainly not executed
     * @param type the name of the exception's class
     * @param message its message, or empty
     */
    record Throw(long id, boolean executed, String type, String message) implements BindMessage {}

    /** The caller was interrupted, or has cancelled the result. The call goes on until it ends. */
    record Cancel(long id) implements BindMessage {}

    /** The end of the binding has begun at the sender. */
    record Detach() implements BindMessage {}

    /** The sender's module makes no calls any more, and those that it has made have returned. */
    record Done() implements BindMessage {}
}
