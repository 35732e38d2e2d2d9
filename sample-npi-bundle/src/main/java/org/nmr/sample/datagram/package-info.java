// SPDX-License-Identifier: Apache-2.0
/**
 * The NPI of the samples: a client sends numbered datagrams through a provider and gets answers.
 *
 * <p>It is a bundle of its own, so a provider can be updated while its clients stay: both sides keep
 * the classes of this package.
 *
 * <p>Thread safety: every method of both dispatch types may be called by several threads at the same
 * time.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
@NullMarked
package org.nmr.sample.datagram;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
