// SPDX-License-Identifier: Apache-2.0
/** A bundle with a connection pool that was written by others, and which imports nothing of this project. */
@NullMarked
package org.nmr.itests.pool;

import org.jspecify.annotations.NullMarked;
