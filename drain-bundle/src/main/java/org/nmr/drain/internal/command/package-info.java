// SPDX-License-Identifier: Apache-2.0
/**
 * The commands for operators, where Gogo is.
 *
 * <p>Thread safety: everything may be used by any thread.
 */
@NullMarked
package org.nmr.drain.internal.command;

import org.jspecify.annotations.NullMarked;
