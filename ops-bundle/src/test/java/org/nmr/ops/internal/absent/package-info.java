// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the answer while no registrar is there.
 *
 * <p>Thread safety: each test has its own objects.
 */
@NullMarked
package org.nmr.ops.internal.absent;

import org.jspecify.annotations.NullMarked;
