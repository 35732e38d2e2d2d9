// SPDX-License-Identifier: Apache-2.0
/** Runs the stress programs in JVMs of their own, each with the guard as it is and with one that must fail. */
@NullMarked
package org.nmr.stress;

import org.jspecify.annotations.NullMarked;
