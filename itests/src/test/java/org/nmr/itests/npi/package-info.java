// SPDX-License-Identifier: Apache-2.0
/** The dispatch types of the NPIs that the scripted modules use; exported by a bundle of their own. Immutable. */
@NullMarked
package org.nmr.itests.npi;

import org.jspecify.annotations.NullMarked;
