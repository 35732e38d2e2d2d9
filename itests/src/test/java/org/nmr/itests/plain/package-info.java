// SPDX-License-Identifier: Apache-2.0
/** Ordinary bundles, which import nothing of this project. Each object may be used by any thread. */
@NullMarked
package org.nmr.itests.plain;

import org.jspecify.annotations.NullMarked;
