// SPDX-License-Identifier: Apache-2.0
/**
 * Drained services: hooks that show consumers a stand-in instead of each original, the stand-ins, and the end that
 * waits for the calls inside.
 *
 * <p>Thread safety: everything may be used by any thread. No lock is held while foreign code runs.
 */
@NullMarked
package org.nmr.drain.internal.service;

import org.jspecify.annotations.NullMarked;
