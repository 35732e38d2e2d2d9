// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The life of a plain bundle, which knows nothing of modules. */
public final class PlainLife extends Life {
    private final LongSupplier shield;
    private final AtomicInteger number = new AtomicInteger();

    /** Those that are not over. */
    private final Queue<Tenure> tenures = new ConcurrentLinkedQueue<>();

    /**
     * Begins it.
     *
     * @param ledger where it is written down
     * @param name for people
     * @param script the bundle's choices
     * @param shield the number of the time in which all that drains runs without a change; below 0 if it does not
     */
    public PlainLife(Ledger ledger, String name, Script script, LongSupplier shield) {
        super(ledger, name, script);
        this.shield = shield;
    }

    /**
     * A service of this bundle is going to be registered, and asks to be drained.
     *
     * @return its tenure
     */
    public Tenure tenure() {
        ledger().count(Count.DRAINED_SERVICES);
        Tenure tenure = new Tenure(ledger(), "service " + number.incrementAndGet() + " of " + this, shield);
        tenures.add(tenure);
        return tenure;
    }

    /**
     * The end of a service has returned.
     *
     * @param tenure its tenure
     */
    public void over(Tenure tenure) {
        tenures.remove(tenure);
        tenure.over();
    }

    /** All services of this bundle have ended. */
    public void allOver() {
        for (Tenure each = tenures.poll(); each != null; each = tenures.poll()) {
            each.over();
        }
    }

    @Override
    public void end() {
        allOver();
        super.end();
    }
}
