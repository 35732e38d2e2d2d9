// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One module between the begin of its {@code start()} and the end of its {@code stop()}. */
public class Life {
    private final Ledger ledger;
    private final String name;
    private final Script script;
    private final AtomicInteger links = new AtomicInteger();

    /** The sides of this module that are attached and not cleaned up yet. */
    private final Set<Link> attached = ConcurrentHashMap.newKeySet();

    /** Threads that work in the module have the read lock; whoever ends it takes the write lock, and keeps it. */
    private final ReentrantReadWriteLock work = new ReentrantReadWriteLock();

    private volatile boolean isRetiring;
    private volatile boolean isOver;

    /**
     * Begins it.
     *
     * @param ledger where it is written down
     * @param name for people
     * @param script the module's choices
     */
    public Life(Ledger ledger, String name, Script script) {
        this.ledger = ledger;
        this.name = name;
        this.script = script;
        ledger.count(Count.STARTS);
    }

    /**
     * Returns the choices of this module.
     *
     * @return its script
     */
    public Script script() {
        return script;
    }

    /**
     * Returns where this is written down.
     *
     * @return the ledger
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * A client of this module is going to attach.
     *
     * @return what both sides share then
     */
    public Link link() {
        return new Link(ledger, this, script.of(-links.incrementAndGet()));
    }

    void add(Link link) {
        ledger.require(!isOver, Rule.DETACH, "attached after its stop()", link);
        attached.add(link);
    }

    void remove(Link link) {
        attached.remove(link);
    }

    // ---- its own threads --------------------------------------------------------------------------------------

    /**
     * Runs work of the module, unless it is about to end.
     *
     * @param task the work
     */
    public void work(Runnable task) {
        if (isRetiring || !work.readLock().tryLock()) {
            return;
        }
        try {
            task.run();
        } finally {
            work.readLock().unlock();
        }
    }

    /** Lets no work begin any more, and waits for that which runs. */
    public void retire() {
        isRetiring = true;
        work.writeLock().lock();
    }

    /** Lets no work begin any more, and leaves alone that which runs. */
    public void dismiss() {
        isRetiring = true;
    }

    /**
     * Tells whether no work begins any more.
     *
     * @return true if so
     */
    public boolean isRetiring() {
        return isRetiring;
    }

    // ---- its end ----------------------------------------------------------------------------------------------

    /** The end of {@code stop()}: nothing of the module is attached any more. */
    public void end() {
        attached.forEach(
                link -> ledger.broken(Rule.CLEANUP, "not cleaned up at the end of stop() of " + this + ": " + link));
        isOver = true;
        ledger.count(Count.STOPS);
    }

    /**
     * Tells whether {@code stop()} has come to its end.
     *
     * @return true if so
     */
    public boolean isOver() {
        return isOver;
    }

    @Override
    public String toString() {
        return name;
    }
}
