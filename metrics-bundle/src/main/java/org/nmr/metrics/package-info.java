// SPDX-License-Identifier: Apache-2.0
/** Shows the registrar by Micrometer and Prometheus. Nothing is exported. Any thread may use it. */
@NullMarked
package org.nmr.metrics;

import org.jspecify.annotations.NullMarked;
