// SPDX-License-Identifier: Apache-2.0
/**
 * Lets modules attach to modules in other frameworks: what an NPI's bundle and a source of addresses publish.
 *
 * @since 1.0
 */
@Version("1.0.0")
@NullMarked
package org.nmr.reach;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
