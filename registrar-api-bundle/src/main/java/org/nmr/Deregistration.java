// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The end of a registration, of all registrations of a module, or of one binding, in progress.
 *
 * <p>Complete when every binding of it is detached from both sides and every cleanup has returned [C-150,
 * What happened before is visible to the thread that sees the completion.
 *
 * @since 1.0
 */
@ProviderType
public interface Deregistration {
    /**
     * Waits until it is complete, without limit [C-151, C-161].
     *
     * <p>Returns at once if it is complete; may be called by several threads and again. An interrupt does not
     * end the wait; the interrupt flag is set again when it returns. While it waits, it logs for
     * whom, after 5 seconds and then at growing intervals.
     *
     * @throws IllegalStateException if this thread is inside a callback whose return this end waits for:
     *     a callback of one of its bindings, on either side, or the module's {@code register}; or inside a counted call
     *     through one of its bindings [A-14, B-6, B-7]. Thrown only when this end waits for no other thread and for no
     *     module's {@code detachComplete()} any more: until then this method blocks
     */
    void await();

    /**
     * Waits until it is complete, at most for the given time; otherwise as {@link #await()}.
     *
     * @param atMost the limit; zero or less only looks
     * @return true if it is complete
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalStateException as for {@link #await()}, or when the limit is over and this thread is inside
     */
    boolean await(Duration atMost);

    /**
     * Tells whether it is complete.
     *
     * @return true if so
     */
    boolean isComplete();

    /**
     * Returns a stage that completes with this end, always normally.
     *
     * <p>Dependent actions run on the thread that delivers the last completion, after waiting threads are
     * released; they must not block.
     *
     * @return the stage, which the caller cannot complete
     */
    CompletionStage<Void> completion();
}
