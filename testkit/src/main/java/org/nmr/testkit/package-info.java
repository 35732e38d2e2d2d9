// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for tests of network modules and of registrars.
 *
 * <p>{@link org.nmr.testkit.ModuleHarness} is the fixture. It makes scripted peers, and runs blocking tasks on other
 * threads. When a test ends, it unloads everything and checks the rules that are true for every test. Every wait has a
 * timeout, and its failure says what it has waited for.
 *
 * <p>{@code org.nmr.testkit.contract} has the tests that every registrar must pass.
 */
@NullMarked
package org.nmr.testkit;

import org.jspecify.annotations.NullMarked;
