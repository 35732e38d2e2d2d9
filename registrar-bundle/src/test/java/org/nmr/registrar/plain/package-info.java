// SPDX-License-Identifier: Apache-2.0
/** Tests of the registrar without a framework, as users of the test kit get it. */
package org.nmr.registrar.plain;
