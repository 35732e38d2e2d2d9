// SPDX-License-Identifier: Apache-2.0
/**
 * The component that provides the service; a bundle of its own.
 *
 * <p>Thread safety: for any number of threads.
 */
@NullMarked
package org.nmr.demo.ordinary.provider;

import org.jspecify.annotations.NullMarked;
