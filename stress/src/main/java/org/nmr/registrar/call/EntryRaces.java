// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.nmr.Call;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Callers against each other, and against a guard that is taken back. */
final class EntryRaces {
    private EntryRaces() {}

    /** Two threads make the first two slots. */
    @JCStressTest
    @Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "both are in the table")
    @Outcome(expect = FORBIDDEN, desc = "a slot was lost, or a call refused")
    @State
    public static class EnterAndEnter {
        private final RaceGuard guard = RaceGuard.opened();

        @Actor
        void one(ZZI_Result r) {
            r.r1 = guard.tryEnter() != null;
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = guard.tryEnter() != null;
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = guard.holders().size();
        }
    }

    /** Two virtual threads make the slots that they share. */
    @JCStressTest
    @Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "both have a slot")
    @Outcome(expect = FORBIDDEN, desc = "a slot was lost, or a call refused")
    @State
    public static class EnterSharedAndEnterShared {
        private final RaceGuard guard = RaceGuard.opened();

        @Actor
        void one(ZZI_Result r) {
            r.r1 = guard.tryEnterShared() != null;
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = guard.tryEnterShared() != null;
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = guard.holders().size();
        }
    }

    /** Two threads claim the same slot. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "both have it, or none")
    @State
    public static class ClaimAndClaim {
        private final SharedSlot<String> slot = new SharedSlot<>(RaceGuard.opened());

        @Actor
        void one(ZZI_Result r) {
            r.r1 = slot.tryUp(Thread.currentThread());
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = slot.tryUp(Thread.currentThread());
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = slot.owner == null ? 0 : slot.nested + 1;
        }
    }

    /** One thread leaves the slot that another one claims: free or the other's in the end. */
    @JCStressTest
    @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "left, then claimed")
    @Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "found taken")
    @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the other one was first")
    @Outcome(expect = FORBIDDEN, desc = "a claim was lost, or stays behind")
    @State
    public static class LeaveAndClaim {
        private final SharedSlot<String> slot = new SharedSlot<>(RaceGuard.opened());

        @Actor
        void one(ZZI_Result r) {
            r.r1 = slot.tryUp(Thread.currentThread());
            if (r.r1) {
                slot.close();
            }
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = slot.tryUp(Thread.currentThread());
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = slot.owner == null ? 0 : slot.nested + 1;
        }
    }

    /** Two threads make the list of calls without slot. */
    @JCStressTest
    @Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "both are in the list")
    @Outcome(expect = FORBIDDEN, desc = "a call was lost, or refused")
    @State
    public static class EnterDetachedAndEnterDetached {
        private final RaceGuard guard = RaceGuard.opened();

        @Actor
        void one(ZZI_Result r) {
            r.r1 = guard.tryEnterDetached() != null;
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = guard.tryEnterDetached() != null;
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = guard.holders().size();
        }
    }

    /**
     * A provider's guard is taken back, as after a refusal, while a caller comes. Nobody waits for that caller, so its
     * peer may be gone; but its call must be counted, or else not be.
     */
    @JCStressTest
    @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "entered, before the peer was gone")
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "entered, and found the peer gone")
    @Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "a wrong count")
    @State
    public static class EnterAndReclose {
        private final RaceGuard guard = RaceGuard.opened();
        private final Meeting meeting = new Meeting();

        @Actor
        void caller(ZZI_Result r) {
            guard.enterAndLeave();
            meeting.await();
            Call<String> call = guard.tryEnter();
            r.r1 = call != null;
            r.r2 = call != null && RaceGuard.hasPeer(call);
        }

        @Actor
        void provider() {
            meeting.await();
            guard.reclose();
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = guard.holders().size();
        }
    }
}
