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
import org.openjdk.jcstress.infra.results.II_Result;

/** The last ones leave: exactly one of all who might notice that the guard is empty does. */
final class LeaveRaces {
    private LeaveRaces() {}

    /** Drains in the end, holders in the end. */
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "drained once, nobody left inside")
    @Outcome(expect = FORBIDDEN, desc = "nobody, or more than one, has seen it empty")
    static final class Table {}

    /** What both actors work on. */
    abstract static class Leave {
        final RaceGuard guard = RaceGuard.opened();
        final Meeting inside = new Meeting();
        final Meeting race = new Meeting();

        final void enterAndLeave() {
            try (Call<String> call = guard.enter()) {
                inside.await();
                race.await();
            }
        }

        final void look(II_Result r) {
            r.r1 = guard.drains();
            r.r2 = guard.holders().size();
        }
    }

    /** The caller leaves while the closer shuts, runs the barrier and looks. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseAndShut extends Leave {
        @Actor
        void caller() {
            try (Call<String> call = guard.enter()) {
                inside.await();
            }
        }

        @Actor
        void closer() {
            inside.await();
            guard.shutAndDrain();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** The same in a slot that virtual threads share. Without barrier this must fail. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseSharedAndShut extends Leave {
        @Actor
        void caller() {
            try (Call<String> call = guard.enterShared(Thread.currentThread())) {
                inside.await();
            }
        }

        @Actor
        void closer() {
            inside.await();
            guard.shutAndDrain();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** The caller leaves at the moment at which the closer, after its barrier, looks. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseAndAfterBarrier extends Leave {
        @Actor
        void caller() {
            enterAndLeave();
        }

        @Actor
        void closer() {
            inside.await();
            guard.shut();
            Barrier.run();
            race.await();
            guard.afterBarrier();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** The same for a call without slot. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseDetachedAndAfterBarrier extends Leave {
        private final Call<String> call = guard.enterDetached(RaceGuard.CALL);

        CloseDetachedAndAfterBarrier() {
            guard.shut();
        }

        @Actor
        void caller() {
            call.close();
        }

        @Actor
        void closer() {
            guard.afterBarrier();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** Two threads leave a draining guard through their slots. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseAndClose extends Leave {
        @Actor
        void one() {
            enterAndLeave();
        }

        @Actor
        void other() {
            try (Call<String> call = guard.enter()) {
                inside.await();
                guard.shutAndDrain();
                race.await();
            }
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** The same without slots, so without any barrier. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseDetachedAndCloseDetached extends Leave {
        private final Call<String> first = guard.enterDetached(RaceGuard.CALL);
        private final Call<String> second = guard.enterDetached(RaceGuard.CALL);

        CloseDetachedAndCloseDetached() {
            guard.shut();
            guard.afterBarrier();
        }

        @Actor
        void one() {
            first.close();
        }

        @Actor
        void other() {
            second.close();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }

    /** One with a slot, the other without. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class CloseAndCloseDetached extends Leave {
        private final Call<String> detached = guard.enterDetached(RaceGuard.CALL);

        @Actor
        void one() {
            enterAndLeave();
        }

        @Actor
        void other() {
            inside.await();
            guard.shutAndDrain();
            race.await();
            detached.close();
        }

        @Arbiter
        void end(II_Result r) {
            look(r);
        }
    }
}
