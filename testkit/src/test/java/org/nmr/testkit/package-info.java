// SPDX-License-Identifier: Apache-2.0
/** Tests of the kit's tools. */
package org.nmr.testkit;
