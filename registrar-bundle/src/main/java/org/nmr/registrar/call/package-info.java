// SPDX-License-Identifier: Apache-2.0
/**
 * Counted calls: the rundown guard of one side of a binding.
 *
 * <p>{@link org.nmr.registrar.call.Guard} is the way in. Plain Java; knows the API, not the core. Thread safety:
 * everything may be used by any thread, except where a method says which. The memory model argument is at
 * {@code Guard}.
 */
@NullMarked
package org.nmr.registrar.call;

import org.jspecify.annotations.NullMarked;
