// SPDX-License-Identifier: Apache-2.0
/**
 * Counted views: generated classes through which every call is counted, and the results of asynchronous calls.
 *
 * <p>{@link org.nmr.registrar.view.ViewFactory} is the way in. Plain Java; knows the API and the guard, not the core.
 * Thread safety: everything may be used by any thread, except where a method says which.
 */
@NullMarked
package org.nmr.registrar.view;

import org.jspecify.annotations.NullMarked;
