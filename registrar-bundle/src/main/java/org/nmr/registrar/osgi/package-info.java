// SPDX-License-Identifier: Apache-2.0
/**
 * The registrar as an OSGi service: who owns what, the whiteboard, and the nets for bundles that forget.
 *
 * <p>Thread safety: everything here is called by framework threads, several at a time. No lock is held while a
 * module or the framework is called.
 */
@NullMarked
package org.nmr.registrar.osgi;

import org.jspecify.annotations.NullMarked;
