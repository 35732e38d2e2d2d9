// SPDX-License-Identifier: Apache-2.0
/**
 * Clients and providers that attach across nodes. A bundle of its own.
 *
 * <p>Thread safety: for any number of threads.
 */
@NullMarked
package org.nmr.benchmarks.peers.reach;

import org.jspecify.annotations.NullMarked;
