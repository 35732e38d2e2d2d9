// SPDX-License-Identifier: Apache-2.0
/**
 * Clients that are components of Declarative Services. A bundle of its own when it is measured.
 *
 * <p>Thread safety: one thread at a time, except callers.
 */
@NullMarked
package org.nmr.benchmarks.peers.scr;

import org.jspecify.annotations.NullMarked;
