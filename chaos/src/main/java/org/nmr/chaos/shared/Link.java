// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One try to attach, and the binding that came of it: the client makes it, the provider gets it through the client's
 * dispatch.
 */
public final class Link {
    private final Ledger ledger;
    private final Script script;
    private final Half client;
    private final AtomicInteger asked = new AtomicInteger();

    /** Set when the provider accepts. */
    private volatile @Nullable Half provider;

    /** Open from the first detach on. */
    private final CountDownLatch detaching = new CountDownLatch(1);

    Link(Ledger ledger, Life client, Script script) {
        this.ledger = ledger;
        this.client = new Half(client);
        this.script = script;
    }

    /**
     * Returns the choices of one side.
     *
     * @param role which one
     * @return its script
     */
    public Script script(Role role) {
        return script.of(role.name().hashCode());
    }

    /**
     * The provider is asked.
     *
     * @return how often it was asked before
     */
    public int asked() {
        return asked.getAndIncrement();
    }

    // ---- the proposal -----------------------------------------------------------------------------------------

    /**
     * The provider is about to accept.
     *
     * @param life the provider's
     */
    public void accepted(Life life) {
        Half half = new Half(life);
        half.isExpected = true;
        provider = half;
        life.add(this);
        ledger.count(Count.ATTACHED);
    }

    /** The client has seen that it is attached. */
    public void attached() {
        ledger.require(provider != null, Rule.DETACH, "attached without a provider that has accepted", this);
        client.isExpected = true;
        client.life.add(this);
        ledger.count(Count.ATTACHED);
    }

    /**
     * Tells whether the client has seen that it is attached, and has not disowned the binding.
     *
     * @return true if so
     */
    public boolean isAttached() {
        return client.isExpected;
    }

    /** The client is about to throw after it was attached: only the provider is told of the end. */
    public void disowned() {
        client.isExpected = false;
        client.life.remove(this);
        ledger.count(Count.DISOWNED);
    }

    // ---- the end ----------------------------------------------------------------------------------------------

    /**
     * A side is told to detach.
     *
     * @param role which one
     */
    public void detach(Role role) {
        Half half = half(role);
        ledger.require(half.isExpected, Rule.DETACH, role + " was detached without being attached", this);
        ledger.require(half.detaches.incrementAndGet() == 1, Rule.DETACH, role + " was detached twice", this);
        ledger.require(!isCleaningUp(), Rule.DETACH, role + " was detached after a cleanup", this);
        ledger.count(Count.DETACHED);
        detaching.countDown();
    }

    private boolean isCleaningUp() {
        Half other = provider;
        return client.cleanups.get() > 0 || (other != null && other.cleanups.get() > 0);
    }

    /**
     * A side is told to clean up.
     *
     * @param role which one
     */
    public void cleanup(Role role) {
        Half half = half(role);
        ledger.require(half.isExpected, Rule.CLEANUP, role + " was cleaned up without being attached", this);
        ledger.require(half.cleanups.incrementAndGet() == 1, Rule.CLEANUP, role + " was cleaned up twice", this);
        for (Half each : new Half[] {client, half(Role.PROVIDER)}) {
            ledger.require(
                    each.detaches.get() == (each.isExpected ? 1 : 0),
                    Rule.CLEANUP,
                    role + " was cleaned up before both sides were detached",
                    this);
        }
        ledger.require(!half.life.isOver(), Rule.CLEANUP, role + " was cleaned up after its stop()", this);
        half.life.remove(this);
    }

    private Half half(Role role) {
        return role == Role.CLIENT ? client : Objects.requireNonNull(provider, "no provider has accepted");
    }

    // ---- calls ------------------------------------------------------------------------------------------------

    /**
     * A call runs in one side's module now.
     *
     * @param role which one
     */
    public void runs(Role role) {
        Half half = half(role);
        if (half.life.isOver()) {
            ledger.broken(Rule.LATE_CALL, "a call runs in " + half.life + " after its stop(): " + this);
        } else if (half.cleanups.get() > 0) {
            ledger.broken(Rule.LATE_CALL, "a call runs in " + half.life + " after its cleanup: " + this);
        }
    }

    /**
     * Waits inside a call until a side is told to detach, but not for long.
     *
     * @param millis at most
     */
    public void awaitDetach(int millis) {
        try {
            if (detaching.await(millis, TimeUnit.MILLISECONDS)) {
                ledger.count(Count.CALLS_DURING_DETACH);
            }
        } catch (InterruptedException e) {
            ledger.count(Count.INTERRUPTS);
        }
    }

    @Override
    public String toString() {
        return client + " - " + provider;
    }

    /** One side. */
    private static final class Half {
        final Life life;
        final AtomicInteger detaches = new AtomicInteger();
        final AtomicInteger cleanups = new AtomicInteger();

        /** Whether it is attached, so that it is to be told of the end. */
        volatile boolean isExpected;

        Half(Life life) {
            this.life = life;
        }

        @Override
        public String toString() {
            return life + " (attached=" + isExpected + " detached=" + detaches + " cleaned up=" + cleanups + ")";
        }
    }
}
