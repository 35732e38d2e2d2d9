// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for tests of network modules and of registrars.
 *
 * <p>{@link org.nmr.testkit.ModuleHarness} is the fixture: it makes scripted peers, runs what blocks on other threads,
 * and at the end of a test unloads everything and checks what must hold whatever has happened. Every wait is bounded
 * and says what it has waited for.
 *
 * <p>{@code org.nmr.testkit.contract} has the tests that every registrar must pass.
 */
@NullMarked
package org.nmr.testkit;

import org.jspecify.annotations.NullMarked;
