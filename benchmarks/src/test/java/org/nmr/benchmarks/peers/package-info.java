// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the harness: that each peer does its work, and that what is printed says so.
 *
 * <p>Thread safety: none needed, each test has its own objects.
 */
@NullMarked
package org.nmr.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
