// SPDX-License-Identifier: Apache-2.0
/**
 * The insides of the throw-away module bundles. They do what the test's {@code Scenario} says and write everything that
 * happens into its history.
 *
 * <p>Thread safety: as the callbacks that they implement.
 */
@NullMarked
package org.nmr.itests.modules;

import org.jspecify.annotations.NullMarked;
