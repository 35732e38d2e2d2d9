// SPDX-License-Identifier: Apache-2.0
/** Tests of what the samples share, and the binding that the samples' own tests use, too. */
package org.nmr.sample.support;
