// SPDX-License-Identifier: Apache-2.0
/** An engine for tests. */
@NullMarked
package org.nmr.reach.internal.engine;

import org.jspecify.annotations.NullMarked;
