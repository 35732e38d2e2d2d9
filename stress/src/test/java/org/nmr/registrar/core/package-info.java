// SPDX-License-Identifier: Apache-2.0
/** Compares the model of a binding's life with the code; in the core's package, because it looks inside. */
@NullMarked
package org.nmr.registrar.core;

import org.jspecify.annotations.NullMarked;
