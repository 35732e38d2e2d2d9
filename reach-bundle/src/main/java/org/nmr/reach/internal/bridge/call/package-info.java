// SPDX-License-Identifier: Apache-2.0
/** The calls of one end of one binding, in both directions. */
@NullMarked
package org.nmr.reach.internal.bridge.call;

import org.jspecify.annotations.NullMarked;
