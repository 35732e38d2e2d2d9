// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.nmr.diagnostics.FindingDTO;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One drain. It has begun, and it may be over. It is over when each bundle is drained or has failed, when its timeout
 * has passed, or when it was cancelled.
 *
 * <p>Any thread may call all methods.
 *
 * @since 1.0
 */
@ProviderType
public interface Drain {
    /**
     * Returns what the drain ends, as it was planned before the first end began.
     *
     * @return a copy
     */
    DrainPlanDTO plan();

    /**
     * Waits until the drain is over. An interrupt ends this wait, and not the drain.
     *
     * @return one result for each bundle of the plan, in its order
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException if this thread is inside something that the drain waits for, such as a call of a
     *     bundle that is drained, and the drain waits for no other thread any more. The drain goes on
     */
    List<DrainResultDTO> await() throws InterruptedException;

    /**
     * Waits until the drain is over, at most for the given duration. Otherwise it does the same as {@link #await()}.
     *
     * @param atMost the duration; with zero or less this method does not wait
     * @return true if the drain is over
     * @throws NullPointerException if the argument is {@code null}
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException as for {@link #await()}
     */
    boolean await(Duration atMost) throws InterruptedException;

    /**
     * Returns a stage that completes when the drain is over, always normally. Dependent actions may run on a thread of
     * the drain.
     *
     * @return the stage, which the caller cannot complete
     */
    CompletionStage<List<DrainResultDTO>> completion();

    /**
     * Returns what the drain waits for now: the findings of the bundles whose end has begun and is not complete.
     *
     * @return copies; empty if the drain is over, or waits for nothing
     */
    List<FindingDTO> waitsFor();

    /**
     * Ends the drain's own waiting, at once. Ends that have begun go on and cannot be undone. Bundles whose end has not
     * begun are as they were before the drain. If the drain is over, this method does nothing.
     */
    void cancel();
}
