// SPDX-License-Identifier: Apache-2.0
/**
 * The present state of the registrar, for operators and tools: registrations, bindings, calls in flight, unloads in
 * progress, and the threads that they wait for.
 *
 * <p>The objects are copies for the caller, as the rules for data transfer objects of OSGi require. They have only
 * fields. They refer to no live object, and keep no class of a bundle in memory. A text that a module has written has
 * at most 300 characters. Its line breaks and control characters are escaped.
 */
@Version("1.0.0")
@Export
@NullMarked
package org.nmr.diagnostics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
