// SPDX-License-Identifier: Apache-2.0
/** Opens and closes the surfaces of this bundle. */
@NullMarked
package org.nmr.ops.internal;

import org.jspecify.annotations.NullMarked;
