// SPDX-License-Identifier: Apache-2.0
/** Tests of the surfaces, without a framework. */
package org.nmr.ops.internal;
