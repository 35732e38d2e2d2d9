// SPDX-License-Identifier: Apache-2.0
/** Bundles that Apache Felix Dependency Manager manages, and which import nothing of this project. */
@NullMarked
package org.nmr.itests.managed;

import org.jspecify.annotations.NullMarked;
