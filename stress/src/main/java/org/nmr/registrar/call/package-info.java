// SPDX-License-Identifier: Apache-2.0
/** The races of the guard as jcstress tests; in the guard's package, because they look inside. */
@NullMarked
package org.nmr.registrar.call;

import org.jspecify.annotations.NullMarked;
