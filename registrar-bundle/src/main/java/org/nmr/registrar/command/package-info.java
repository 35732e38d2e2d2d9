// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of scope {@code nmr} for Gogo shells, such as {@code nmr:why}. They see the registrar
 * through its {@link org.nmr.diagnostics.RegistrarRuntime} and say what the log says.
 *
 * <p>The types here that name Gogo's are loaded only where Gogo is. Thread safety: everything here may be used by any
 * thread.
 */
@NullMarked
package org.nmr.registrar.command;

import org.jspecify.annotations.NullMarked;
