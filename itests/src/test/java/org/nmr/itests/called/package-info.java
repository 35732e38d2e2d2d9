// SPDX-License-Identifier: Apache-2.0
/** Bundles whose services are called because they are there, and which import nothing of this project. */
@NullMarked
package org.nmr.itests.called;

import org.jspecify.annotations.NullMarked;
