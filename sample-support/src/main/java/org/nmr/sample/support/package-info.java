// SPDX-License-Identifier: Apache-2.0
/**
 * What the sample modules share: counters and threads. Each sample bundle has its own copy of this package.
 *
 * <p>Thread safety: stated at each class.
 */
@NullMarked
package org.nmr.sample.support;

import org.jspecify.annotations.NullMarked;
