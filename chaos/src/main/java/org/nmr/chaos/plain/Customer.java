// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.lang.ref.WeakReference;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.service.Ticket;
import org.nmr.chaos.service.Till;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;
import org.nmr.chaos.shared.Way;
import org.osgi.framework.ServiceException;

/** Calls services, as old code does that knows nothing of this project. */
final class Customer {
    private static final int LATER_MICROS = 500;

    private final Branch branch;
    private final Source source;
    private final Ledger ledger;

    /** A service that was released and is called nevertheless. */
    private volatile Supplier<@Nullable Desk> stale = () -> null;

    Customer(Branch branch, Source source) {
        this.branch = branch;
        this.source = source;
        this.ledger = branch.ledger();
    }

    /** Tells whether there is something before a service, or an object that it has handed out. */
    static Way way(Object called) {
        return called.getClass().getPackageName().equals(Customer.class.getPackageName()) ? Way.PLAIN : Way.COUNTED;
    }

    /** One piece of work, by a thread of this bundle. */
    void work(SplittableRandom random) {
        Desk kept = stale.get();
        if (kept != null && random.nextInt(8) == 0) {
            stale = () -> null;
            call(kept, random, /* isStale= */ true);
            return;
        }
        try (Source.Loan loan = source.get(random)) {
            if (loan != null) {
                call(loan.desk(), random, /* isStale= */ false);
                stale = kept(loan.desk());
            }
        } catch (IllegalStateException stopped) {
            if (!branch.life().isRetiring()) {
                throw stopped;
            }
        }
    }

    /** What is before a service must not keep its provider in memory; the service itself does. */
    private static Supplier<@Nullable Desk> kept(Desk desk) {
        return way(desk) == Way.COUNTED ? () -> desk : new WeakReference<>(desk)::get;
    }

    /** One call inside a call of this bundle's own services. */
    void callQuietly() {
        work(new SplittableRandom(0));
    }

    private void call(Desk desk, SplittableRandom random, boolean isStale) {
        Way way = way(desk);
        try {
            call(desk, way, random);
            ledger.count(way == Way.COUNTED ? Count.DRAINED_CALLS : Count.PLAIN_CALLS);
        } catch (ServiceException gone) {
            boolean isClean = gone.getType() == ServiceException.UNREGISTERED;
            ledger.require(isClean, Rule.UNCLEAN_CALL, "type " + gone.getType(), gone);
            ledger.count(Count.DRAINED_REFUSED);
        } catch (Intended thrown) {
            ledger.count(Count.DRAINED_FAILED);
        } catch (RuntimeException | Error thrown) {
            if (way == Way.PLAIN) {
                ledger.count(Count.PLAIN_CUT);
            } else {
                ledger.broken(Rule.UNCLEAN_CALL, (isStale ? "through a kept object: " : "") + Texts.of(thrown));
            }
        }
    }

    private void call(Desk desk, Way way, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                CompletionStage<Integer> unused = desk.later(way, random.nextInt(LATER_MICROS));
                ledger.count(Count.DRAINED_ASYNC);
            }
            case 1 -> hold(desk, way);
            case 2 -> {
                if (desk instanceof Till till) {
                    till.pay(way, 1);
                }
            }
            default -> desk.serve(way, random.nextInt(Clerk.KINDS));
        }
    }

    private void hold(Desk desk, Way way) {
        try (Ticket ticket = desk.open(way)) {
            if (ticket != null) {
                ledger.count(Count.HANDED_OUT);
                ticket.use(way(ticket));
                ticket.use(way(ticket));
            }
        }
    }
}
