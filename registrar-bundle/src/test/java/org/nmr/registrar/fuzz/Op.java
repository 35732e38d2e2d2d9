// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.List;

/** One step of a script. What it names and is not there makes it do nothing, so that any step can be left out. */
interface Op {
    /** Stands for the client of the callback that the step is in. */
    int THIS_CLIENT = -2;

    /** Stands for the provider of the callback that the step is in. */
    int THIS_PROVIDER = -1;

    /** Plays the step; in a callback, {@code here} tells in which. */
    void play(Stage stage, Here here);

    /**
     * Registers a client or a provider.
     *
     * @param id its name in the script, even for clients
     * @param best whether a client wants one provider at a time
     * @param attach what it does when it is asked for the first time, the second time, and so on; as it should
     *     afterwards
     */
    record Register(
            int id,
            int npi,
            int module,
            boolean best,
            int ranking,
            List<Reaction> attach,
            List<Reaction> detach,
            List<Reaction> cleanup)
            implements Op {
        public Register {
            attach = List.copyOf(attach);
            detach = List.copyOf(detach);
            cleanup = List.copyOf(cleanup);
        }

        @Override
        public void play(Stage stage, Here here) {
            stage.register(this);
        }

        /** Leaves out what is as usual. */
        @Override
        public String toString() {
            return "register " + Role.name(id) + (npi == 0 ? "" : " npi=" + npi)
                    + (module == 0 ? "" : " module=" + module)
                    + (best ? " best" : "") + (ranking == 0 ? "" : " ranking=" + ranking)
                    + (attach.isEmpty() ? "" : " attach=" + attach) + (detach.isEmpty() ? "" : " detach=" + detach)
                    + (cleanup.isEmpty() ? "" : " cleanup=" + cleanup);
        }
    }

    /** Begins the end of a registration. */
    record Deregister(int id) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.deregister(here.resolve(id));
        }
    }

    /** Ends a registration and waits. */
    record Close(int id) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.close(here.resolve(id));
        }
    }

    /** Ends a registration and looks whether its end is complete. */
    record CloseNow(int id) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.closeNow(here.resolve(id));
        }
    }

    /** Looks by {@code await} whether the end of a registration is complete. */
    record Await(int id) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.await(here.resolve(id));
        }
    }

    /** Begins the unload of a module, and looks whether it is complete. */
    record Unload(int module) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.unload(module);
        }
    }

    /** Attaches to what is proposed in this callback. */
    record Attach() implements Op {
        @Override
        public void play(Stage stage, Here here) {
            here.attach(stage);
        }
    }

    /** Attaches when the callback has returned. */
    record LateAttach(int client, int provider) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.lateAttach(here.pair(client, provider));
        }
    }

    /** Says that a side is done. */
    record Complete(Role role, int client, int provider) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.complete(role, here.pair(client, provider));
        }
    }

    /** Ends one binding, and looks whether that is complete. */
    record Detach(Role role, int client, int provider) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.detach(role, here.pair(client, provider));
        }
    }

    /** Begins a counted call by hand. */
    record Enter(int call, Role role, int client, int provider) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.enter(call, role, here.pair(client, provider));
        }
    }

    /** Ends it. */
    record Leave(int call) implements Op {
        @Override
        public void play(Stage stage, Here here) {
            stage.leave(call);
        }
    }
}
