// SPDX-License-Identifier: Apache-2.0
/** The classes of a bundle that tests make. Thread safety: none needed. */
package org.nmr.runtime.bundle;
