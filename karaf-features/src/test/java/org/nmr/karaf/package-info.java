// SPDX-License-Identifier: Apache-2.0
/** Tests of the features in a real Karaf. */
package org.nmr.karaf;
