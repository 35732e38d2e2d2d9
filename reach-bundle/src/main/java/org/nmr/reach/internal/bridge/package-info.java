// SPDX-License-Identifier: Apache-2.0
/** A node: its links to other nodes, and what it offers and takes on them. */
@NullMarked
package org.nmr.reach.internal.bridge;

import org.jspecify.annotations.NullMarked;
