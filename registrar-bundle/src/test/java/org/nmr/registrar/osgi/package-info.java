// SPDX-License-Identifier: Apache-2.0
/** Tests of the adapter where a framework's order of events cannot be had on demand. Thread safety: none needed. */
package org.nmr.registrar.osgi;
