// SPDX-License-Identifier: Apache-2.0
/** The messages between nodes and their bytes, as docs/reach-protocol.md describes them. */
@NullMarked
package org.nmr.reach.internal.wire;

import org.jspecify.annotations.NullMarked;
