// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the core by the clauses of the contract.
 *
 * <p>A test names the clauses it holds with {@link org.nmr.registrar.core.Clause}. {@link org.nmr.registrar.core.World}
 * is the fixture and checks, after every test, what must be true whatever has happened.
 */
package org.nmr.registrar.core;
