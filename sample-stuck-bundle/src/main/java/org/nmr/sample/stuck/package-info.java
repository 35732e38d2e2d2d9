// SPDX-License-Identifier: Apache-2.0
/**
 * A provider module with a call inside that does not return until it is told.
 *
 * <p>Start reading at {@link org.nmr.sample.stuck.StuckActivator}.
 *
 * <p>Thread safety: any thread may call the provider; the rest is the framework's.
 */
@NullMarked
package org.nmr.sample.stuck;

import org.jspecify.annotations.NullMarked;
