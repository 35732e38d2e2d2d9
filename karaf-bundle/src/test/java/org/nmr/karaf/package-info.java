// SPDX-License-Identifier: Apache-2.0
/** Tests of what Karaf is told, without a Karaf. */
package org.nmr.karaf;
