// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the texts for operators.
 *
 * <p>Thread safety: each test has its own objects.
 */
@NullMarked
package org.nmr.registrar.report;

import org.jspecify.annotations.NullMarked;
