// SPDX-License-Identifier: Apache-2.0
/**
 * The whole registrar under load: modules that come and go while threads call through their bindings.
 *
 * <p>{@link org.nmr.stress.Stress} is the program. Thread safety: everything is shared by all threads, except where a
 * class says otherwise.
 */
@NullMarked
package org.nmr.stress;

import org.jspecify.annotations.NullMarked;
