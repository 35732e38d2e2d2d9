// SPDX-License-Identifier: Apache-2.0
/**
 * The core without a framework, for unit tests of modules: the test kit finds {@link org.nmr.registrar.plain.PlainCore}
 * by its name. Thread safe.
 */
@NullMarked
package org.nmr.registrar.plain;

import org.jspecify.annotations.NullMarked;
