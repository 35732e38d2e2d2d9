// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Why a stream at the listening end was closed; the listener of its call is not told. */
final class CloseReason extends ServerStreamTracer {
    private static final Context.Key<CloseReason> KEY = Context.key("nmr-close-reason");

    /** Set before the listener of the call hears of the end. */
    private volatile @Nullable Status closed;

    /** Makes one for each call. */
    static Factory factory() {
        return new Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new CloseReason();
            }
        };
    }

    /** Returns that of the call which begins on this thread. */
    static CloseReason current() {
        CloseReason current = KEY.get();
        return current == null ? new CloseReason() : current;
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    @Override
    public void streamClosed(Status status) {
        closed = status;
    }

    /** Returns a line; empty if the peer has just gone. */
    String text() {
        Status status = closed;
        if (status == null || status.getCode() == Status.Code.CANCELLED || status.isOk()) {
            return "";
        }
        return Reasons.of(status);
    }
}
