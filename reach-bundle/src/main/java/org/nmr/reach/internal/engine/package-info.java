// SPDX-License-Identifier: Apache-2.0
/** The seam to what carries frames between nodes. The bridge knows nothing else of it. */
@NullMarked
package org.nmr.reach.internal.engine;

import org.jspecify.annotations.NullMarked;
