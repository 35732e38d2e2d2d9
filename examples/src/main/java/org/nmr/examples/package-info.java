// SPDX-License-Identifier: Apache-2.0
/** The code in the documentation. Thread safety: as each class says. */
@NullMarked
package org.nmr.examples;

import org.jspecify.annotations.NullMarked;
