// SPDX-License-Identifier: Apache-2.0
/** CBOR in the strict subset that docs/reach-protocol.md describes. A reader or writer is used by one thread. */
@NullMarked
package org.nmr.reach.internal.cbor;

import org.jspecify.annotations.NullMarked;
