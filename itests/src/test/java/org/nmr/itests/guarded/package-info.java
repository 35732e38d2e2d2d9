// SPDX-License-Identifier: Apache-2.0
/** A framework that enforces OSGi permissions, in a JVM of its own, and a bundle for it. Thread safety: none needed. */
package org.nmr.itests.guarded;
