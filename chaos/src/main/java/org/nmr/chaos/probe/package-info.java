// SPDX-License-Identifier: Apache-2.0
/** A bundle that looks at the registrar for the program. Thread safety: used by any thread. */
@NullMarked
package org.nmr.chaos.probe;

import org.jspecify.annotations.NullMarked;
