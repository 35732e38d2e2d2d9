// SPDX-License-Identifier: Apache-2.0
/**
 * The code of the plain bundles: ordinary providers and consumers, which import nothing of the registrar and know of
 * drained services only the names of service properties.
 *
 * <p>Thread safety: everything is used by any thread.
 */
@NullMarked
package org.nmr.chaos.plain;

import org.jspecify.annotations.NullMarked;
