// SPDX-License-Identifier: Apache-2.0
/** Tests of the examples, and that the documentation shows them as they are. Thread safety: none needed. */
package org.nmr.examples;
