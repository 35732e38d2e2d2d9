// SPDX-License-Identifier: Apache-2.0
/** Which types may cross, and their bytes. Only what a dispatch type declares is ever decoded. */
@NullMarked
package org.nmr.reach.internal.codec;

import org.jspecify.annotations.NullMarked;
