// SPDX-License-Identifier: Apache-2.0
/** Tests of the engine on gRPC, with real sockets and certificates. */
@NullMarked
package org.nmr.reach.internal.grpc;

import org.jspecify.annotations.NullMarked;
