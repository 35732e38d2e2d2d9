// SPDX-License-Identifier: Apache-2.0
/** The threads of a node: workers, which may run the code of modules, and a clock, which may not. */
@NullMarked
package org.nmr.reach.internal.bridge.work;

import org.jspecify.annotations.NullMarked;
