// SPDX-License-Identifier: Apache-2.0
/** Tests of drains, with a registrar and bundles that do what the test wants. */
@NullMarked
package org.nmr.ops.internal.drain;

import org.jspecify.annotations.NullMarked;
