// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.net.URL;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * The service that ends the modules of bundles before the framework stops the bundles, so that a stop, an update or a
 * refresh waits for nothing while the framework holds its locks.
 *
 * <p>A drain ends the modules of the given bundles, and of all bundles that a refresh of them would stop. The modules
 * that calls enter first end first: of each module the providers end before the clients, and a client ends before the
 * provider that it is attached to. So a request that is inside may still call the bundles that follow. What does not
 * depend on each other ends at the same time. Modules that are attached to each other in a cycle end together. A drain
 * stops no bundle.
 *
 * <p>Any thread may call all methods.
 *
 * @since 1.0
 */
@ProviderType
public interface Drainer {
    /**
     * Tells what a refresh or an update of bundles would stop, and what each end would wait for now. It changes
     * nothing.
     *
     * @param bundles the bundles, at least one
     * @return a copy
     * @throws NullPointerException if the argument or a bundle is {@code null}
     * @throws IllegalArgumentException if there is no bundle, or if one is uninstalled
     * @throws IllegalStateException if no registrar is there
     */
    DrainPlanDTO plan(Collection<Bundle> bundles);

    /**
     * Begins to drain bundles. From now on they register nothing. This method waits for no thread and no module.
     *
     * <p>If the drain is over before all bundles are drained, because of its timeout, its cancellation or a failure,
     * the ends that have begun go on. Bundles whose end has not begun are as before: they may register again. A bundle
     * whose end has begun registers nothing until it is stopped and started again.
     *
     * @param bundles the bundles, at least one
     * @param timeout how long the drain waits
     * @param listener hears of each step
     * @return the drain
     * @throws NullPointerException if an argument or a bundle is {@code null}
     * @throws IllegalArgumentException if there is no bundle, if one is uninstalled or is the framework, or if the
     *     timeout is not positive
     * @throws IllegalStateException if no registrar is there
     * @throws SecurityException if permissions are enforced and the caller may not stop one of the bundles
     */
    Drain drain(Collection<Bundle> bundles, Duration timeout, DrainListener listener);

    /**
     * Gives a bundle new content: reads the content, drains, stops the bundle, updates it, refreshes what depends on
     * it, and starts it if it was started before. Blocks until that is done or has failed.
     *
     * <p>If the content cannot be read, or if the drain is not complete, the bundle is not stopped. If the update
     * fails, the bundle runs again with its old content. An interrupt ends the waits. If the framework does not say in
     * time that the refresh is done, the redeployment has failed, and the bundle is stopped.
     *
     * @param bundle the bundle
     * @param content where the new content is; empty for where the bundle was installed from
     * @param timeout how long the drain waits; the refresh is awaited as long, but for one minute at least
     * @param listener hears of each step of the drain
     * @return what was done, and after a failure what is as before
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException as for {@link #drain}; also if a refresh of the bundle would stop the registrar
     *     or this service
     * @throws IllegalStateException as for {@link #drain}; also if this thread is inside a call that the drain waits
     *     for
     * @throws InterruptedException if this thread is interrupted while it waits; the drain is cancelled then, or the
     *     refresh goes on
     * @throws SecurityException as for {@link #drain}
     */
    RedeployDTO redeploy(Bundle bundle, Optional<URL> content, Duration timeout, DrainListener listener)
            throws InterruptedException;
}
