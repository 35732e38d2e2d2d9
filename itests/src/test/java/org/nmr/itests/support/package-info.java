// SPDX-License-Identifier: Apache-2.0
/**
 * Helpers of the tests that stand outside the framework: start it, make module bundles, wait, look at the log.
 *
 * <p>Thread safety: a test's thread only, unless said otherwise.
 */
@NullMarked
package org.nmr.itests.support;

import org.jspecify.annotations.NullMarked;
