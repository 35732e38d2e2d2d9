// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the commands without a shell.
 *
 * <p>Thread safety: each test has its own objects.
 */
@NullMarked
package org.nmr.registrar.command;

import org.jspecify.annotations.NullMarked;
