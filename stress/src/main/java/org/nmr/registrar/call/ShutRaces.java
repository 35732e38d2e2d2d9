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
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Callers against the closer: a call is refused, or the closer waits for it.
 *
 * <p>The caller never leaves, so a guard that is drained has missed it. Without barrier {@link EnterAndShut} must fail.
 */
final class ShutRaces {
    private ShutRaces() {}

    /** Entered, drained when the closer looked, drains in the end. */
    @Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "entered, and waited for")
    @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "refused, and drained")
    @Outcome(id = "false, false, 1", expect = ACCEPTABLE, desc = "refused, and drained by the caller on its way out")
    @Outcome(expect = FORBIDDEN, desc = "inside a drained guard, or nobody has seen it empty")
    static final class Table {}

    /** What both actors work on. */
    abstract static class Shut {
        final RaceGuard guard = RaceGuard.opened();

        final void shut(ZZI_Result r) {
            guard.shutAndDrain();
            r.r2 = guard.isDrained();
        }

        final void look(ZZI_Result r) {
            r.r3 = guard.drains();
        }
    }

    /** The fast path: the caller has a slot, and pays for no fence. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class EnterAndShut extends Shut {
        private final Meeting meeting = new Meeting();

        @Actor
        void caller(ZZI_Result r) {
            guard.enterAndLeave();
            meeting.await();
            r.r1 = guard.tryEnter() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            meeting.await();
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** The first call of all: the caller brings the table of slots. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class FirstEnterAndShut extends Shut {
        @Actor
        void caller(ZZI_Result r) {
            r.r1 = guard.tryEnter() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** The first call without slot: the caller brings the list. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class FirstEnterDetachedAndShut extends Shut {
        @Actor
        void caller(ZZI_Result r) {
            r.r1 = guard.tryEnterDetached() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** A call without slot, where the list is there already. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class EnterDetachedAndShut extends Shut {
        EnterDetachedAndShut() {
            guard.enterDetached(RaceGuard.CALL).close();
        }

        @Actor
        void caller(ZZI_Result r) {
            r.r1 = guard.tryEnterDetached() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** The first call of a virtual thread: the caller brings the slots. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class FirstEnterSharedAndShut extends Shut {
        @Actor
        void caller(ZZI_Result r) {
            r.r1 = guard.tryEnterShared() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** A later one: the caller claims a slot that is there. */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class EnterSharedAndShut extends Shut {
        private final Meeting meeting = new Meeting();

        @Actor
        void caller(ZZI_Result r) {
            Call<String> call = guard.tryEnterShared();
            if (call != null) {
                call.close();
            }
            meeting.await();
            r.r1 = guard.tryEnterShared() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            meeting.await();
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /**
     * A provider has refused, and the next try was accepted and ended: an early caller got in before, or is refused.
     */
    @JCStressTest
    @JCStressMeta(Table.class)
    @State
    public static class EnterAndReopenAndShut extends Shut {
        private final Meeting meeting = new Meeting();

        @Actor
        void caller(ZZI_Result r) {
            guard.enterAndLeave();
            meeting.await();
            r.r1 = guard.tryEnter() != null;
        }

        @Actor
        void closer(ZZI_Result r) {
            meeting.await();
            guard.reclose();
            guard.open("next peer");
            shut(r);
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** Two closers of a guard that was used. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "one of them closes")
    @Outcome(expect = FORBIDDEN, desc = "both or nobody, or not drained exactly once")
    @State
    public static class ShutAndShut extends Shut {
        ShutAndShut() {
            guard.enterDetached(RaceGuard.CALL).close();
        }

        @Actor
        void one(ZZI_Result r) {
            r.r1 = guard.shutAndDrain();
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = guard.shutAndDrain();
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }

    /** Two closers of a guard that was never used. */
    @JCStressTest
    @Outcome(id = "false, false, 1", expect = ACCEPTABLE, desc = "drained at once, without barrier")
    @Outcome(expect = FORBIDDEN, desc = "not drained exactly once")
    @State
    public static class ShutAndShutUnused extends Shut {
        @Actor
        void one(ZZI_Result r) {
            r.r1 = guard.shutAndDrain();
        }

        @Actor
        void other(ZZI_Result r) {
            r.r2 = guard.shutAndDrain();
        }

        @Arbiter
        void end(ZZI_Result r) {
            look(r);
        }
    }
}
