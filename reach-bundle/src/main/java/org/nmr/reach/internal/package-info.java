// SPDX-License-Identifier: Apache-2.0
/** The bundle: its configuration, and the services that it follows. */
@NullMarked
package org.nmr.reach.internal;

import org.jspecify.annotations.NullMarked;
