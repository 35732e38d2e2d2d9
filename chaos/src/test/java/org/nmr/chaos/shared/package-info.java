// SPDX-License-Identifier: Apache-2.0
/** The rules of the ledger. Thread safety: one thread. */
@NullMarked
package org.nmr.chaos.shared;

import org.jspecify.annotations.NullMarked;
