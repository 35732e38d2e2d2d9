// SPDX-License-Identifier: Apache-2.0
/**
 * The engine on gRPC: each stream of frames is one bidirectional call.
 *
 * <p>Thread safety: for any number of threads.
 */
@NullMarked
package org.nmr.reach.internal.grpc;

import org.jspecify.annotations.NullMarked;
