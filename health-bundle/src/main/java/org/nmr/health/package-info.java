// SPDX-License-Identifier: Apache-2.0
/** Health checks and a printer for the Felix inventory. Nothing is exported. Any thread may use it. */
@NullMarked
package org.nmr.health;

import org.jspecify.annotations.NullMarked;
