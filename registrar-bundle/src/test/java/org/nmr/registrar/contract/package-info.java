// SPDX-License-Identifier: Apache-2.0
/** The contract of the test kit, applied to this registrar, and to broken ones to show that it finds what is broken. */
package org.nmr.registrar.contract;
