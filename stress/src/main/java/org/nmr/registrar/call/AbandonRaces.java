// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.nmr.Call;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Calls are given up while they begin or end: drained once, and their return changes nothing. */
final class AbandonRaces {
    private AbandonRaces() {}

    /** Whether it was abandoned, drains in the end. */
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "drained because abandoned")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "drained before")
    @Outcome(expect = FORBIDDEN, desc = "not drained exactly once")
    static final class Table {}

    /** A call begins, and ends, while the guard is shut and abandoned. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class EnterAndAbandon {
        private final RaceGuard guard = RaceGuard.opened();
        private final Meeting meeting = new Meeting();

        @Actor
        void caller() {
            guard.enterAndLeave();
            meeting.await();
            guard.enterAndLeave();
        }

        @Actor
        void closer(ZI_Result r) {
            meeting.await();
            guard.shut();
            r.r1 = guard.abandon();
        }

        @Arbiter
        void end(ZI_Result r) {
            r.r2 = guard.drains();
        }
    }

    /** The last call ends while the guard is abandoned. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseAndAbandon {
        private final RaceGuard guard = RaceGuard.opened();
        private final Call<String> call = guard.enterDetached(RaceGuard.CALL);

        CloseAndAbandon() {
            guard.shut();
            guard.afterBarrier();
        }

        @Actor
        void caller() {
            call.close();
        }

        @Actor
        void closer(ZI_Result r) {
            r.r1 = guard.abandon();
        }

        @Arbiter
        void end(ZI_Result r) {
            r.r2 = guard.drains();
        }
    }

    /** The closer goes on after its barrier while another thread abandons. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class AfterBarrierAndAbandon {
        private final RaceGuard guard = RaceGuard.opened();

        AfterBarrierAndAbandon() {
            guard.enterDetached(RaceGuard.CALL).close();
            guard.shut();
        }

        @Actor
        void closer() {
            guard.afterBarrier();
        }

        @Actor
        void other(ZI_Result r) {
            r.r1 = guard.abandon();
        }

        @Arbiter
        void end(ZI_Result r) {
            r.r2 = guard.drains();
        }
    }
}
