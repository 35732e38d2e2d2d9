// SPDX-License-Identifier: Apache-2.0
/**
 * Boots a framework with bundles that the build has packed, and makes bundles of packages of this module.
 *
 * <p>Thread safety: one thread at a time.
 */
@NullMarked
package org.nmr.benchmarks.framework;

import org.jspecify.annotations.NullMarked;
