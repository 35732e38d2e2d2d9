// SPDX-License-Identifier: Apache-2.0
/**
 * The behavioural contract as tests. Every registrar must pass {@link org.nmr.testkit.contract.RegistrarContract}.
 *
 * <p>The groups of rules are those of the contract. The display name of a test names the clauses that it checks.
 */
@NullMarked
package org.nmr.testkit.contract;

import org.jspecify.annotations.NullMarked;
