// SPDX-License-Identifier: Apache-2.0
/** Tests of the parts of a wait, each alone. */
package org.nmr.registrar.unload;
