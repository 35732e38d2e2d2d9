// SPDX-License-Identifier: Apache-2.0
/**
 * What operators read: reports, names, stacks and who is inside.
 *
 * <p>{@link org.nmr.registrar.report.Report} writes what logs and commands show. Plain Java; knows the DTOs and who
 * holds a guard, not the core. Thread safety: everything may be used by any thread, except where a method says which.
 */
@NullMarked
package org.nmr.registrar.report;

import org.jspecify.annotations.NullMarked;
