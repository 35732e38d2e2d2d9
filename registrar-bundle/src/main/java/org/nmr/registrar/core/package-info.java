// SPDX-License-Identifier: Apache-2.0
/**
 * The core of the registrar in plain Java: proposals, bindings, detach, cleanup and unload.
 *
 * <p>{@link org.nmr.registrar.core.Registrar} is the way in. Thread safety: everything here may be used by any
 * thread; the mutable state of an NPI is guarded by the monitor of its {@code NpiSpace}, and no monitor is
 * held while a module's code runs. {@code docs/concurrency.md} has the tables.
 */
@NullMarked
package org.nmr.registrar.core;

import org.jspecify.annotations.NullMarked;
