// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.service.Ticket;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Stay;
import org.nmr.chaos.shared.Tenure;
import org.nmr.chaos.shared.Way;

/** A service object. */
class Clerk implements Desk {
    /** Kinds of calls; the others only take a moment. */
    static final int STALL = 0;

    static final int FAIL = 1;
    static final int CALL_ON = 2;
    static final int QUIET = 15;
    static final int KINDS = 48;

    private static final int STALL_MILLIS = 10;

    private final Branch branch;
    private final Terms terms;
    private final Tenure tenure;
    private final Customer customer;

    Clerk(Branch branch, Terms terms, Tenure tenure, Customer customer) {
        this.branch = branch;
        this.terms = terms;
        this.tenure = tenure;
        this.customer = customer;
    }

    Stay enter(Way way) {
        return tenure.enter(way);
    }

    @Override
    public int serve(Way way, int kind) {
        try (Stay stay = enter(way)) {
            switch (kind) {
                case STALL -> tenure.awaitEnd(STALL_MILLIS);
                case FAIL -> throw new Intended("serve");
                case CALL_ON -> customer.callQuietly();
                default -> linger();
            }
            return kind + 1;
        }
    }

    private static void linger() {
        for (int i = 0; i < 50; i++) {
            Thread.onSpinWait();
        }
    }

    @Override
    public CompletionStage<Integer> later(Way way, int micros) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Stay stay = enter(way);
        branch.world()
                .later(
                        () -> {
                            linger();
                            stay.close();
                            result.complete(micros + 1);
                        },
                        micros);
        return result;
    }

    @Override
    public @Nullable Ticket open(Way way) {
        return terms.handsOut() ? new Slip(tenure, tenure.enter(way)) : null;
    }

    /** The consumer has released this object of its own. */
    void released() {
        tenure.over();
    }

    /** What is handed out; it is inside the service until it is closed. */
    private record Slip(Tenure tenure, Stay whole) implements Ticket {
        @Override
        public int use(Way way) {
            try (Stay stay = tenure.enter(way)) {
                linger();
                return 1;
            }
        }

        @Override
        public void close() {
            whole.close();
        }
    }
}
