// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the API's value types by the clauses of the contract, which {@link org.nmr.Clause} names.
 */
package org.nmr;
