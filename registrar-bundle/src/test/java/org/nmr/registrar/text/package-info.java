// SPDX-License-Identifier: Apache-2.0
/** Tests of what every text of the registrar keeps. */
package org.nmr.registrar.text;
