// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach;

import org.nmr.Npi;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An NPI whose modules may attach to modules in other frameworks. The bundle of the NPI publishes it as an OSGi service
 * (the whiteboard pattern). An NPI without such a service never leaves its framework.
 *
 * <pre>
 * context.registerService(RemoteNpi.class, () -&gt; Greeting.NPI, null);
 * </pre>
 *
 * <p><b>Types.</b> The bridge checks the dispatch types when the service is published, not at the first call. They are
 * public interfaces. Parameters and results are
 *
 * <ul>
 * <li>primitives, their boxes, {@code String}, enumerations and records,
 * <li>types of {@code java.time},
 * <li>arrays, {@code List}, {@code Set}, {@code Map} and {@code Optional} of these,
 * <li>and as a result also a {@code CompletionStage} or {@code CompletableFuture} of one of these.
 * </ul>
 *
 * If a type cannot cross, the bridge logs which one and why, and the NPI stays in its framework.
 *
 * <p><b>Thread.</b> The bridge calls {@link #npi()} once, on the thread that publishes the service or on its own. It
 * logs an exception, and the NPI stays in its framework.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface RemoteNpi {
    /**
     * Returns the NPI.
     *
     * @return the NPI; {@code null} counts as an error
     */
    Npi<?, ?> npi();
}
