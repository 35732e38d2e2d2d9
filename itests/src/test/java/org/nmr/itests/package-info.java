// SPDX-License-Identifier: Apache-2.0
/**
 * The built bundles in a real framework. Most tests stand outside the framework and drive it; {@code TypedAccessIT}
 * runs inside.
 *
 * <p>Thread safety: tests run one after the other, each in a framework of its own.
 */
@NullMarked
package org.nmr.itests;

import org.jspecify.annotations.NullMarked;
