// SPDX-License-Identifier: Apache-2.0
/**
 * Clients that are components of Felix' Dependency Manager. A bundle of its own when it is measured.
 *
 * <p>Thread safety: one thread at a time, except callers.
 */
@NullMarked
package org.nmr.benchmarks.peers.dm;

import org.jspecify.annotations.NullMarked;
