// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.nmr.Call;
import org.nmr.Registration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Calls against the end of the registration that they go to. */
final class CallRaces {
    private CallRaces() {}

    /** A call begins and does not end while the provider deregisters. */
    @JCStressTest
    @Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "entered, so the end waits")
    @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "refused, and the end is complete")
    @Outcome(id = "false, false, 2", expect = ACCEPTABLE, desc = "refused, and complete with the caller's leave")
    @Outcome(expect = FORBIDDEN, desc = "inside a module that has ended, or an end that nobody has noticed")
    @State
    public static class EnterAndDeregister {
        private final RacePair pair = new RacePair();
        private final Registration provider = pair.registerProvider();

        EnterAndDeregister() {
            pair.registerClient();
        }

        @Actor
        void caller(ZZI_Result r) {
            r.r1 = pair.tryEnter() != null;
        }

        @Actor
        void provider(ZZI_Result r) {
            r.r2 = provider.deregister().isComplete();
        }

        @Arbiter
        void look(ZZI_Result r) {
            r.r3 = pair.cleanups();
        }
    }

    /** A call begins and ends while the provider closes: no cleanup during the call, all before the return. */
    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "called, and waited for")
    @Outcome(id = "-1, 2", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "a cleanup during the call, or missing at the return of close()")
    @State
    public static class EnterAndClose {
        private final RacePair pair = new RacePair();
        private final Registration provider = pair.registerProvider();

        EnterAndClose() {
            pair.registerClient();
        }

        @Actor
        void caller(II_Result r) {
            try (Call<Runnable> call = pair.tryEnter()) {
                r.r1 = call == null ? -1 : pair.cleanups();
            }
        }

        @Actor
        void provider(II_Result r) {
            provider.close();
            r.r2 = pair.cleanups();
        }
    }
}
