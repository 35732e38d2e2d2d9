// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CountDownLatch;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Registration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The end of an attached pair: whoever comes last, each side is cleaned up once, after both were detached. */
final class DetachRaces {
    private DetachRaces() {}

    /** Proposals, attached pairs, detaches, cleanups. */
    @Outcome(id = "1, 1, 2, 2", expect = ACCEPTABLE, desc = "each side detached once and cleaned up once")
    @Outcome(expect = FORBIDDEN, desc = "a callback is missing, or came twice")
    static final class Ended {}

    /** What both actors work on. */
    abstract static class Attached {
        final RacePair pair = new RacePair();
        final Registration provider = pair.registerProvider();
        final Registration client = pair.registerClient();

        final void count(IIII_Result r) {
            pair.count(r);
        }
    }

    /** Both sides close: when either returns, both cleanups have. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both cleanups, once each, before either returns")
    @Outcome(expect = FORBIDDEN, desc = "a return before the cleanups, or one of these twice")
    @State
    public static class CloseAndClose extends Attached {
        @Actor
        void client(II_Result r) {
            client.close();
            r.r1 = pair.cleanups();
        }

        @Actor
        void provider(II_Result r) {
            provider.close();
            r.r2 = pair.cleanups();
        }
    }

    /** Both sides deregister. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class DeregisterAndDeregister extends Attached {
        @Actor
        void client() {
            var unused = client.deregister();
        }

        @Actor
        void provider() {
            var unused = provider.deregister();
        }

        @Arbiter
        void look(IIII_Result r) {
            count(r);
        }
    }

    /** A side completes on another thread while its detach() returns PENDING. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class CompleteAndReturnOfDetach extends Attached {
        private volatile boolean isCalled;

        CompleteAndReturnOfDetach() {
            pair.clientSide.onDetach = () -> {
                isCalled = true;
                return DetachStatus.PENDING;
            };
        }

        @Actor
        void deregister() {
            var unused = provider.deregister();
        }

        @Actor
        void complete() {
            while (!isCalled) {
                Thread.onSpinWait();
            }
            pair.completeClient();
        }

        @Arbiter
        void look(IIII_Result r) {
            count(r);
        }
    }

    /** Both sides are PENDING and complete at the same moment. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class CompleteAndComplete extends Attached {
        CompleteAndComplete() {
            pair.clientAnswersPending();
            pair.providerAnswersPending();
            var unused = provider.deregister();
        }

        @Actor
        void client() {
            pair.completeClient();
        }

        @Actor
        void provider() {
            pair.completeProvider();
        }

        @Arbiter
        void look(IIII_Result r) {
            count(r);
        }
    }

    /** A side completes while its last call in flight returns, one with a slot. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class CompleteAndLastCall extends Attached {
        private final CountDownLatch inside = new CountDownLatch(1);

        CompleteAndLastCall() {
            pair.clientAnswersPending();
            var unused = provider.deregister();
        }

        @Actor
        void caller() {
            Call<Runnable> call = pair.tryEnter();
            inside.countDown();
            if (call != null) {
                call.close();
            }
        }

        @Actor
        void complete() {
            while (inside.getCount() != 0) {
                Thread.onSpinWait();
            }
            pair.completeClient();
        }

        @Arbiter
        void look(IIII_Result r) {
            count(r);
        }
    }

    /** The same with a call that another thread has begun. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class CompleteAndLastDetachedCall extends Attached {
        private final Call<Runnable> call = pair.enterDetached();

        CompleteAndLastDetachedCall() {
            pair.clientAnswersPending();
            var unused = provider.deregister();
        }

        @Actor
        void caller() {
            call.close();
        }

        @Actor
        void complete() {
            pair.completeClient();
        }

        @Arbiter
        void look(IIII_Result r) {
            count(r);
        }
    }

    /** A thread waits while the last side completes: it must see what the cleanup wrote in plain memory. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the cleanup happened before")
    @Outcome(expect = FORBIDDEN, desc = "await returned, and the cleanup was not seen")
    @State
    public static class AwaitAndComplete extends Attached {
        private final Deregistration end;

        AwaitAndComplete() {
            pair.clientAnswersPending();
            end = provider.deregister();
        }

        @Actor
        void await(I_Result r) {
            end.await();
            r.r1 = pair.clientSide.plainCleanups;
        }

        @Actor
        void complete() {
            pair.completeClient();
        }
    }
}
