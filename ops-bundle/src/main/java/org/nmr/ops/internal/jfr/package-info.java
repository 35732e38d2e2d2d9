// SPDX-License-Identifier: Apache-2.0
/** Writes what happens in the registrar into the recordings of the JDK Flight Recorder. Any thread may use it. */
@NullMarked
package org.nmr.ops.internal.jfr;

import org.jspecify.annotations.NullMarked;
