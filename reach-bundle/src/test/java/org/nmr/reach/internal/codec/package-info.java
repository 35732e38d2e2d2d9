// SPDX-License-Identifier: Apache-2.0
/** Tests of the package. */
@NullMarked
package org.nmr.reach.internal.codec;

import org.jspecify.annotations.NullMarked;
