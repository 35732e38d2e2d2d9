// SPDX-License-Identifier: Apache-2.0
/**
 * Answers {@code nmr:why} while there is no registrar that could.
 *
 * <p>Thread safety: everything may be used by any thread.
 */
@NullMarked
package org.nmr.ops.internal.absent;

import org.jspecify.annotations.NullMarked;
