// SPDX-License-Identifier: Apache-2.0
/**
 * A soak in a real framework: {@link org.nmr.chaos.Chaos} is the program.
 *
 * <p>Thread safety: everything is shared by all threads of the program, except where a class says otherwise.
 */
@NullMarked
package org.nmr.chaos;

import org.jspecify.annotations.NullMarked;
