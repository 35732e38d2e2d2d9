// SPDX-License-Identifier: Apache-2.0
/** Puts the bundle together. Only the framework and Config Admin call these classes. */
@NullMarked
package org.nmr.drain.internal;

import org.jspecify.annotations.NullMarked;
