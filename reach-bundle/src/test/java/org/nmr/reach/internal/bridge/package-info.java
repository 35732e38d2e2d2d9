// SPDX-License-Identifier: Apache-2.0
/** Two nodes in one JVM: each has a registrar without a framework, and a network in memory is between them. */
@NullMarked
package org.nmr.reach.internal.bridge;

import org.jspecify.annotations.NullMarked;
