// SPDX-License-Identifier: Apache-2.0
/**
 * The races of the core as jcstress tests, and a look at what stays in a registrar; in the core's package, because both
 * look inside.
 */
@NullMarked
package org.nmr.registrar.core;

import org.jspecify.annotations.NullMarked;
