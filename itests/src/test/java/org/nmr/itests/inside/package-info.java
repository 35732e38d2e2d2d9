// SPDX-License-Identifier: Apache-2.0
/**
 * Tests whose methods run inside the framework, in a probe bundle that is wired to the bundles under test as users'
 * bundles are.
 *
 * <p>Thread safety: a test's thread only.
 */
@NullMarked
package org.nmr.itests.inside;

import org.jspecify.annotations.NullMarked;
