// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Policy.AtDeadline;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.QuietLog;

/**
 * One schedule: a registrar of its own, its modules, and threads. A scenario begins with it and ends with
 * {@link #end()}.
 */
final class Stage {
    static final Npi<Void, Work> NPI = Npi.of("schedule", Work.class);

    /** Reports take stacks, and show nothing here. */
    private static final Duration NEVER = Duration.ofDays(10_000);

    final Registrar registrar;
    final OwnerRegistrar owner;
    final Diagnostics diagnostics;

    /** The client's half of the binding that this thread is proposing, for the provider's. */
    final ThreadLocal<@Nullable Half> asking = new ThreadLocal<>();

    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** What was broken where an exception would not get out: the registrar catches what callbacks throw. */
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    Stage() {
        this(new QuietLog());
    }

    Stage(System.Logger log) {
        this(log, new StillTime());
    }

    Stage(System.Logger log, Timing timing) {
        registrar = new Registrar(new Environment(log, timing, type -> "the scenario"));
        registrar.configure(new Policy(NEVER, Optional.empty(), AtDeadline.WAIT), /* traceCalls= */ false);
        owner = registrar.open(new Owner(1, "scenario", "1.0.0"));
        diagnostics = new Diagnostics(registrar);
    }

    Member member(String name) {
        Member member = new Member(this, name);
        members.add(member);
        return member;
    }

    /** Runs these at the same time, and returns when all have ended. What one throws ends the schedule. */
    void run(Runnable... actors) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable actor : actors) {
            threads.add(new Thread(actor, "actor-" + threads.size()));
        }
        threads.forEach(Thread::start);
        threads.forEach(Stage::join);
        requireUnbroken();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("no thread is interrupted in a scenario", e);
        }
    }

    /** The id of the one binding, for {@code revoke}. */
    String binding() {
        BindingDTO[] bindings = diagnostics.getRegistrar().bindings.toArray(BindingDTO[]::new);
        require(bindings.length == 1, "expected one binding, were " + bindings.length);
        return bindings[0].id;
    }

    /** Gives a binding up; does nothing if it has ended, or holds nothing up. */
    void revoke(String binding) {
        try {
            diagnostics.revoke(binding);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // checked where it is made: the other thread came first
            require(String.valueOf(e.getMessage()).startsWith("revoke: expected "), String.valueOf(e));
        }
    }

    /** Unloads everything, and checks that each side was detached and cleaned up once and that nothing is left. */
    void end() {
        registrar.unloadAll().await();
        requireUnbroken();
        members.forEach(Member::checkOver);
        RegistrarDTO left = diagnostics.getRegistrar();
        require(left.registrations.isEmpty(), "registrations are left: " + left.registrations);
        require(left.bindings.isEmpty(), "bindings are left: " + left.bindings);
        require(left.unloads.isEmpty(), "unloads are left: " + left.unloads);
    }

    /** Remembers what is broken, from wherever it is found. */
    void check(boolean holds, String what) {
        if (!holds) {
            broken.add(what);
        }
    }

    private void requireUnbroken() {
        require(broken.isEmpty(), String.valueOf(broken));
    }

    /** Ends the schedule if something is broken; not for callbacks. */
    static void require(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}
