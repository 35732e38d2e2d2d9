// SPDX-License-Identifier: Apache-2.0
/** Tests of the package. */
@NullMarked
package org.nmr.reach.internal.cbor;

import org.jspecify.annotations.NullMarked;
