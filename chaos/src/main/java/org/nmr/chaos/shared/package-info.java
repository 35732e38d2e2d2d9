// SPDX-License-Identifier: Apache-2.0
/**
 * What the program and its module bundles share: the ledger, and what is in it. Exported by the system bundle, so that
 * it outlives every module. Nothing here keeps a module's objects or classes longer than the module lives, except
 * weakly.
 *
 * <p>Thread safety: everything may be used by any thread.
 */
@NullMarked
package org.nmr.chaos.shared;

import org.jspecify.annotations.NullMarked;
