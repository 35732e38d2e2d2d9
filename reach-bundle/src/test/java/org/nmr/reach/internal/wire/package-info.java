// SPDX-License-Identifier: Apache-2.0
/** Tests of the package. */
@NullMarked
package org.nmr.reach.internal.wire;

import org.jspecify.annotations.NullMarked;
