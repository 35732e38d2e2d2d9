// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.spi.Redirect;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;

/** One object that a consumer has got, and the binding through which its calls go at present. */
final class Use implements Redirect {
    private final StandIn standIn;
    private final Bundle consumer;
    private final AtomicReference<@Nullable Attachment> attachment = new AtomicReference<>();
    private volatile boolean isClosed;

    Use(StandIn standIn, Bundle consumer) {
        this.standIn = standIn;
        this.consumer = consumer;
    }

    /**
     * Attaches the consumer for the first time.
     *
     * @throws ServiceException if the service has ended, or gives no object
     */
    Binding<?> open(Original original) {
        return attach(null, original).binding();
    }

    @Override
    public Binding<?> next(Binding<?> ended) {
        while (true) {
            Attachment present = attachment.get();
            if (isClosed) {
                throw standIn.gone("the consumer has released it");
            }
            if (present != null && present.binding() != ended) {
                return present.binding();
            }
            Original next = standIn.next();
            try {
                return attach(present, next).binding();
            } catch (ServiceException refused) {
                if (!next.isEnding()) {
                    throw refused;
                }
            }
        }
    }

    /** Several threads may do this at the same time; the first wins. */
    private Attachment attach(@Nullable Attachment present, Original original) {
        Attachment made;
        try {
            made = original.attach(consumer);
        } catch (IllegalStateException stopping) {
            throw standIn.gone("the registrar is stopping");
        }
        if (!made.isAttached()) {
            throw standIn.gone(made.refusal());
        }
        if (attachment.compareAndSet(present, made)) {
            if (isClosed) {
                undo(made);
                throw standIn.gone("the consumer has released it");
            }
            return made;
        }
        undo(made);
        return Objects.requireNonNull(attachment.get());
    }

    private static void undo(Attachment made) {
        made.end();
        made.release(); // no call was inside
    }

    /**
     * Ends it. What was fetched is released now if no call is inside, or else later, by a thread that is none of a
     * call.
     *
     * @param waits whether to wait for the calls inside
     */
    void close(boolean waits) {
        isClosed = true;
        Attachment present = attachment.get();
        if (present == null) {
            return;
        }
        present.end();
        if (waits) {
            present.close();
        }
        present.releaseIfIdle();
    }

    Bundle consumer() {
        return consumer;
    }
}
