// SPDX-License-Identifier: Apache-2.0
/**
 * An ordinary provider and an ordinary consumer, both components that know nothing of the registrar. The provider is
 * updated while threads call it, and it is counted what becomes of the calls. Used by the story and by the benchmarks.
 *
 * <p>Thread safety: a trial is run by one thread; traffic is for all.
 *
 * @since 1.0
 */
@Version("1.0.0")
@NullMarked
package org.nmr.demo.ordinary;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
