// SPDX-License-Identifier: Apache-2.0
/**
 * The work that all peers do alike, and what they do it with. The framework exports this package, so that the harness
 * outside and a peer's bundle inside know the same types.
 *
 * <p>Thread safety: one thread at a time, except {@link Caller}.
 */
@NullMarked
package org.nmr.benchmarks.peers.work;

import org.jspecify.annotations.NullMarked;
