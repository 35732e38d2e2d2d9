// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.nmr.Registration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Registrations come, against each other and against the end of the other one. */
final class AttachRaces {
    private AttachRaces() {}

    /** Proposals, attached pairs, detaches, cleanups. */
    @Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "the end came first")
    @Outcome(id = "1, 1, 2, 2", expect = ACCEPTABLE, desc = "attached, and ended on both sides")
    @Outcome(expect = FORBIDDEN, desc = "attached and left, or ended more than once")
    static final class Ended {}

    /** Client and provider register at the same moment. */
    @JCStressTest
    @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "proposed once, attached once")
    @Outcome(expect = FORBIDDEN, desc = "proposed twice or never")
    @State
    public static class RegisterAndRegister {
        private final RacePair pair = new RacePair();

        @Actor
        void client() {
            pair.registerClient();
        }

        @Actor
        void provider() {
            pair.registerProvider();
        }

        @Arbiter
        void count(IIII_Result r) {
            pair.count(r);
        }
    }

    /** A client comes while the provider goes. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class RegisterAndDeregisterProvider {
        private final RacePair pair = new RacePair();
        private final Registration provider = pair.registerProvider();

        @Actor
        void client() {
            pair.registerClient();
        }

        @Actor
        void provider() {
            var unused = provider.deregister();
        }

        @Arbiter
        void count(IIII_Result r) {
            pair.count(r);
        }
    }

    /** A provider comes while the client goes. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class RegisterAndDeregisterClient {
        private final RacePair pair = new RacePair();
        private final Registration client = pair.registerClient();

        @Actor
        void provider() {
            pair.registerProvider();
        }

        @Actor
        void client() {
            var unused = client.deregister();
        }

        @Arbiter
        void count(IIII_Result r) {
            pair.count(r);
        }
    }

    /** A provider comes while the client's close() waits: nothing happens after its return. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class RegisterAndCloseClient {
        private final RacePair pair = new RacePair();
        private final Registration client = pair.registerClient();

        @Actor
        void provider() {
            pair.registerProvider();
        }

        @Actor
        void client(IIII_Result r) {
            client.close();
            pair.count(r);
        }
    }

    /** A module registers while it is unloaded. */
    @JCStressTest
    @JCStressMeta(Ended.class)
    @State
    public static class RegisterAndUnload {
        private final RacePair pair = new RacePair();

        RegisterAndUnload() {
            pair.registerProvider();
        }

        @Actor
        void client() {
            try {
                pair.registerClient();
            } catch (IllegalStateException e) {
                return; // the unload came first
            }
        }

        @Actor
        void unload() {
            pair.clientModule.unload();
        }

        @Arbiter
        void count(IIII_Result r) {
            pair.count(r);
        }
    }
}
