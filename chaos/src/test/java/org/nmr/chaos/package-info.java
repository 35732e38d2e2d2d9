// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the program in JVMs of its own, in both frameworks, and with registrars that must fail. Thread safety: one
 * thread.
 */
@NullMarked
package org.nmr.chaos;

import org.jspecify.annotations.NullMarked;
