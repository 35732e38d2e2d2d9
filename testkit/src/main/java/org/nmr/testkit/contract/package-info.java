// SPDX-License-Identifier: Apache-2.0
/**
 * The behavioural contract as tests: {@link org.nmr.testkit.contract.RegistrarContract} is what every registrar must
 * pass.
 *
 * <p>The rules are grouped as the contract is. A test names the clauses it holds in its display name.
 */
@NullMarked
package org.nmr.testkit.contract;

import org.jspecify.annotations.NullMarked;
