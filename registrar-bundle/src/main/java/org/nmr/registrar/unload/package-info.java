// SPDX-License-Identifier: Apache-2.0
/**
 * Ends and waits: what an unload waits for, who waits, when a wait reports, and what a policy does at its deadline.
 *
 * <p>{@link org.nmr.registrar.unload.Unload} is the way in. Plain Java; knows bindings only as {@link
 * org.nmr.registrar.unload.Outstanding}. Thread safety: everything may be used by any thread, except where a method
 * says which.
 */
@NullMarked
package org.nmr.registrar.unload;

import org.jspecify.annotations.NullMarked;
