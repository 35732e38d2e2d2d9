// SPDX-License-Identifier: Apache-2.0
/** The dispatch types of the population; a bundle of their own. Thread safety: called by any thread. */
@NullMarked
package org.nmr.chaos.npi;

import org.jspecify.annotations.NullMarked;
