// SPDX-License-Identifier: Apache-2.0
/** The commands of the Gogo shell. Loaded only where that is. */
@NullMarked
package org.nmr.reach.internal.command;

import org.jspecify.annotations.NullMarked;
