// SPDX-License-Identifier: Apache-2.0
/** Tests of the ordinary components. */
package org.nmr.demo.ordinary;
