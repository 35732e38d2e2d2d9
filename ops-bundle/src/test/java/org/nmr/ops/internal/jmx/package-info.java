// SPDX-License-Identifier: Apache-2.0
/** Tests of one surface, without a framework. */
package org.nmr.ops.internal.jmx;
