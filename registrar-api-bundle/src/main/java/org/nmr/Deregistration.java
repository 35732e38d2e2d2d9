// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The end of a registration, of all registrations of a module, or of one binding. It has begun, and it may be complete.
 *
 * <p>An end is complete when every binding that it ends is detached on both sides and every cleanup has returned
 * [C-150, A-7]. A thread that sees the completion also sees everything that happened before it.
 *
 * @since 1.0
 */
@ProviderType
public interface Deregistration {
    /**
     * Waits until the end is complete, without a time limit [C-151, C-161].
     *
     * <p>If the end is complete, this method returns at once. Several threads may call it, and more than once. An
     * interrupt does not end the wait: the interrupt flag is set again when this method returns. While it waits, it
     * logs for whom it waits, after 5 seconds and then at growing intervals.
     *
     * @throws IllegalStateException if this thread is inside something that this end waits for: a callback of one of
     *     its bindings, on either side, the module's {@code register}, or a counted call through one of its bindings
     *     [A-14, B-6, B-7]. It is thrown only when this end waits for no other thread any more, and for no module's
     *     {@code detachComplete()}. Until then this method blocks
     */
    void await();

    /**
     * Waits until the end is complete, at most for the given timeout. Otherwise it does the same as {@link #await()}.
     *
     * @param atMost the timeout; with zero or less this method does not wait
     * @return true if the end is complete
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalStateException as for {@link #await()}; also if the timeout has passed and this thread is inside
     *     something that this end waits for
     */
    boolean await(Duration atMost);

    /**
     * Tells whether the end is complete.
     *
     * @return true if the end is complete
     */
    boolean isComplete();

    /**
     * Returns a stage that completes when this end is complete, always normally.
     *
     * <p>Dependent actions run on the thread that delivers the last completion, after the waiting threads are released.
     * They must not block.
     *
     * @return the stage, which the caller cannot complete
     */
    CompletionStage<Void> completion();
}
