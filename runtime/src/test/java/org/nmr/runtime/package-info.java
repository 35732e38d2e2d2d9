// SPDX-License-Identifier: Apache-2.0
/** Tests of the launcher and of the script. */
package org.nmr.runtime;
