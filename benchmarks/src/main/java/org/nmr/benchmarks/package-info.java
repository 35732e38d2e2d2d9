// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the core of the registrar; each class answers one question and names the command in its Javadoc.
 *
 * <p>Thread safety: a state belongs to one benchmark thread unless it says otherwise.
 */
@NullMarked
package org.nmr.benchmarks;

import org.jspecify.annotations.NullMarked;
