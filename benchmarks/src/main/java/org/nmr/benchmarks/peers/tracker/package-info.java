// SPDX-License-Identifier: Apache-2.0
/**
 * Clients that follow services with a {@code ServiceTracker}. A bundle of its own when it is measured.
 *
 * <p>Thread safety: one thread at a time, except callers.
 */
@NullMarked
package org.nmr.benchmarks.peers.tracker;

import org.jspecify.annotations.NullMarked;
