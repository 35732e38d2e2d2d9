// SPDX-License-Identifier: Apache-2.0
/** One end of a binding between two nodes, and the modules that stand for those in the other node. */
@NullMarked
package org.nmr.reach.internal.bridge.binding;

import org.jspecify.annotations.NullMarked;
