// SPDX-License-Identifier: Apache-2.0
/** Drains, plans and redeploys; the classes here are thread safe unless they say otherwise. */
@NullMarked
package org.nmr.ops.internal.drain;

import org.jspecify.annotations.NullMarked;
