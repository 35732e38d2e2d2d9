// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import org.nmr.diagnostics.RegistrarRuntime;

/**
 * The registrar that the page shows.
 *
 * @param runtime its service
 * @param state another one after each change of its registrations, bindings and unloads
 */
record Source(RegistrarRuntime runtime, String state) {}
