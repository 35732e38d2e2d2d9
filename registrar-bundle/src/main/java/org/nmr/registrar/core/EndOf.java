// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import org.nmr.registrar.unload.End;

/**
 * What ends, and what its end waits for.
 *
 * @param subject a module as a whole, or one registration of it
 * @param parts not empty
 */
record EndOf(Object subject, List<End> parts) {}
