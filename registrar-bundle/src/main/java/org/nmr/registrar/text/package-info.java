// SPDX-License-Identifier: Apache-2.0
/**
 * What every text of the registrar keeps: a foreign text is one short line, and a report is bounded.
 *
 * <p>Plain Java; knows nothing of the registrar, so every other package may use it. Thread safety: stateless.
 */
@NullMarked
package org.nmr.registrar.text;

import org.jspecify.annotations.NullMarked;
