// SPDX-License-Identifier: Apache-2.0
/**
 * Decides which services are drained and how: the configuration, the lists of services that are never drained, and what
 * replaces a service that is gone.
 *
 * <p>Thread safety: everything is immutable, or a function.
 */
@NullMarked
package org.nmr.drain.internal.rules;

import org.jspecify.annotations.NullMarked;
