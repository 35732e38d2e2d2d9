// SPDX-License-Identifier: Apache-2.0
/**
 * What runs inside the framework of {@code IdleUnload}: each class is the activator of a bundle of its own. They meet
 * over {@link java.lang.Runnable}, which all class loaders share. Used by the framework's threads only.
 */
@NullMarked
package org.nmr.benchmarks.bundle;

import org.jspecify.annotations.NullMarked;
