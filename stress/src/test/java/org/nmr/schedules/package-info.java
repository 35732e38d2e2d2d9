// SPDX-License-Identifier: Apache-2.0
/**
 * Scenarios of the real core with three threads, through its public types, for a scheduler that chooses which thread is
 * next.
 */
@NullMarked
package org.nmr.schedules;

import org.jspecify.annotations.NullMarked;
