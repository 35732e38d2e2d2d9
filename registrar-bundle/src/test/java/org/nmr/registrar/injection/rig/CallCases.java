// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CompletableFuture;
import org.nmr.DetachedException;
import org.nmr.registrar.unload.Policy;

/** Calls, by hand, by view and asynchronous, and the return of the last one. */
final class CallCases {
    private final Catalogue all;

    CallCases(Catalogue all) {
        this.all = all;
    }

    void add() {
        all.add(
                "enter",
                "first",
                CallCases::attached,
                rig -> rig.calls.call(rig.client("c1").side()));
        all.add(
                "enter",
                "provider's",
                CallCases::attached,
                rig -> rig.calls.call(rig.provider("p1").side()));
        all.add(
                "enter",
                "second",
                rig -> {
                    attached(rig);
                    rig.calls.call(rig.client("c1").side());
                },
                rig -> rig.calls.call(rig.client("c1").side()));
        all.add(
                "enter",
                "nested",
                CallCases::attached,
                rig -> rig.calls.inside(
                        rig.client("c1").side(),
                        () -> rig.calls.call(rig.client("c1").side())));
        all.add(
                "enter",
                "traced",
                rig -> {
                    rig.registrar.configure(Policy.DEFAULT, /* traceCalls= */ true);
                    attached(rig);
                },
                rig -> rig.calls.call(rig.client("c1").side()));
        all.add(
                "enter",
                "refused",
                rig -> {
                    attached(rig);
                    rig.client("c1").deregister();
                },
                rig -> refused(() -> rig.calls.call(rig.client("c1").side())));
        views();
        returns();
        results();
    }

    private static void attached(Rig rig) {
        rig.providers(1).clients(1);
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (DetachedException expected) {
            return;
        }
        throw new IllegalArgumentException("expected a refusal");
    }

    private static ToProvider view(Rig rig) {
        return (ToProvider) rig.client("c1").side().binding.dispatch();
    }

    private void views() {
        all.add("view", "made and called", CallCases::attached, rig -> view(rig).call("first"));
        all.add(
                "view",
                "called",
                rig -> {
                    attached(rig);
                    rig.shared = view(rig);
                    view(rig).call("warm");
                },
                rig -> ((ToProvider) rig.shared).call("again"));
        all.add(
                "view",
                "refused",
                rig -> {
                    attached(rig);
                    rig.shared = view(rig);
                    rig.client("c1").deregister();
                },
                rig -> refused(() -> ((ToProvider) rig.shared).call("late")));
    }

    /** The end has begun, and this thread's call is the last thing that it waits for. */
    private void returns() {
        returning("client's", rig -> rig.client("c1").side());
        returning("provider's", rig -> rig.provider("p1").side());
        all.add(
                "leave",
                "traced",
                rig -> {
                    rig.registrar.configure(Policy.DEFAULT, /* traceCalls= */ true);
                    attached(rig);
                    rig.calls.enter(rig.client("c1").side());
                    rig.client("c1").deregister();
                },
                rig -> rig.calls.close());
        all.add(
                "leave",
                "next best",
                rig -> {
                    rig.client("c1").best();
                    rig.providers(2).clients(1);
                    rig.calls.enter(rig.client("c1").side());
                    rig.provider("p1").deregister();
                },
                rig -> rig.calls.close());
        all.add(
                "leave",
                "by view",
                rig -> {
                    rig.armsItself = true;
                    attached(rig);
                    rig.shared = view(rig);
                    rig.provider("p1").onCall = () -> {
                        rig.client("c1").deregister();
                        rig.arm();
                    };
                },
                rig -> ((ToProvider) rig.shared).call("last"));
    }

    private void returning(String name, java.util.function.Function<Rig, Side> side) {
        all.add(
                "leave",
                name,
                rig -> {
                    attached(rig);
                    rig.calls.enter(side.apply(rig));
                    rig.client("c1").deregister();
                },
                rig -> rig.calls.close());
    }

    private void results() {
        all.add("result", "begun and ended", CallCases::attached, rig -> {
            CompletableFuture<String> result = rig.provider("p1").result;
            try {
                view(rig).later();
            } finally {
                result.complete("done"); // whatever became of the caller, the provider goes on
            }
        });
        all.add(
                "result",
                "ended, and the end goes on",
                rig -> {
                    attached(rig);
                    view(rig).later();
                    rig.client("c1").deregister();
                },
                rig -> rig.provider("p1").result.complete("done"));
        all.add(
                "result",
                "done at once",
                rig -> {
                    attached(rig);
                    rig.provider("p1").result.complete("before");
                    rig.shared = view(rig);
                },
                rig -> ((ToProvider) rig.shared).later());
    }
}
