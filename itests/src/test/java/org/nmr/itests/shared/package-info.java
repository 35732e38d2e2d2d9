// SPDX-License-Identifier: Apache-2.0
/**
 * What a test and the module bundles that it deploys share: plain Java, exported by the framework from the class
 * path, so both sides see the same classes.
 *
 * <p>Thread safety: all types may be used by any thread.
 */
@NullMarked
package org.nmr.itests.shared;

import org.jspecify.annotations.NullMarked;
