// SPDX-License-Identifier: Apache-2.0
/**
 * The same work done by this project and by what people use today, in one run: {@code nmr bench}.
 *
 * <p>{@link org.nmr.benchmarks.peers.Bench} starts a JVM for each sample ({@link org.nmr.benchmarks.peers.Sample}),
 * peers taking turns, and prints the medians as Markdown.
 *
 * <p>Thread safety: one thread at a time, unless a type says otherwise.
 */
@NullMarked
package org.nmr.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
