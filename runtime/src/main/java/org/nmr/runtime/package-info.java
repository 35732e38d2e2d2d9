// SPDX-License-Identifier: Apache-2.0
/**
 * The launcher of the runnable jar: a Felix with the registrar, a shell and a load folder.
 *
 * <p>Thread safety: everything runs on the main thread, except what {@link org.nmr.runtime.FelixRuntime} says about the
 * end of the JVM.
 */
@NullMarked
package org.nmr.runtime;

import org.jspecify.annotations.NullMarked;
