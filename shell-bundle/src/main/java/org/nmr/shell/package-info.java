// SPDX-License-Identifier: Apache-2.0
/**
 * The prompt of the runnable Felix: commands that may take long, and what is said at the end.
 *
 * <p>Start reading at {@link org.nmr.shell.ShellActivator}.
 *
 * <p>Thread safety: any thread may call all methods, unless a class says something else.
 */
@NullMarked
package org.nmr.shell;

import org.jspecify.annotations.NullMarked;
