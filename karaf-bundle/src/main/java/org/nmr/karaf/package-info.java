// SPDX-License-Identifier: Apache-2.0
/**
 * Tells Karaf which bundles wait for a module, and what may follow the commands of the registrar. Karaf's users log in
 * to the web console.
 *
 * <p>Start reading at {@link org.nmr.karaf.KarafActivator}.
 *
 * <p>Thread safety: any thread may call all methods, unless a class says something else.
 */
@NullMarked
package org.nmr.karaf;

import org.jspecify.annotations.NullMarked;
