// SPDX-License-Identifier: Apache-2.0
/**
 * Clients and providers that this project's registrar brings together. A bundle of its own when it is measured.
 *
 * <p>Thread safety: one thread at a time, except callers.
 */
@NullMarked
package org.nmr.benchmarks.peers.registrar;

import org.jspecify.annotations.NullMarked;
