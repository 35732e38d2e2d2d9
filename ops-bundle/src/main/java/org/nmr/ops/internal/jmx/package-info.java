// SPDX-License-Identifier: Apache-2.0
/** Shows the registrar by JMX. Any thread may use it. */
@NullMarked
package org.nmr.ops.internal.jmx;

import org.jspecify.annotations.NullMarked;
