// SPDX-License-Identifier: Apache-2.0
/**
 * What the registrar does now, for people and tools: registrations, bindings, calls in flight, unloads in progress, and
 * who holds them up.
 *
 * <p>The objects are copies made for the caller, by the rules of OSGi's data transfer objects: fields only, no
 * reference to a live object, and nothing that keeps a bundle's classes. A text that a module has written has at most
 * 300 characters, and no line breaks or control characters: these are escaped.
 */
@Version("1.0.0")
@Export
@NullMarked
package org.nmr.diagnostics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
