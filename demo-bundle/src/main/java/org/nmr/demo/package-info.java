// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: tells a story about real modules, and brings a slow one.
 *
 * <p>Start reading at {@link org.nmr.demo.Story}.
 *
 * <p>Thread safety: the story is told by one thread; what other threads call says so.
 */
@NullMarked
package org.nmr.demo;

import org.jspecify.annotations.NullMarked;
