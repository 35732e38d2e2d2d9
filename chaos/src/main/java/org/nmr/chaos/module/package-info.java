// SPDX-License-Identifier: Apache-2.0
/**
 * What is inside the module bundles of the population: each has a copy of all of this, and one of the activators.
 *
 * <p>Thread safety: everything is called by several threads, except where a class says otherwise.
 */
@NullMarked
package org.nmr.chaos.module;

import org.jspecify.annotations.NullMarked;
