// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.chaos.npi.Work;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Life;
import org.nmr.chaos.shared.Link;
import org.nmr.chaos.shared.Role;
import org.nmr.chaos.shared.Script;
import org.nmr.chaos.shared.World;

/** One start of a module: what it registers, and whom it is attached to. */
final class ChaosModule implements NetworkModule {
    private static final int NPIS = 3;
    private static final int MOST_NESTED = 2;

    /** One piece of work in so many ends a registration. */
    private static final int CLOSE_EARLY = 20_000;

    private final World world;
    private final Life life;
    private final int slot;
    private final AtomicInteger nested = new AtomicInteger();

    /** Those that may be ended before the others. */
    private final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();

    /** Those that may call now. */
    private final List<Side> sides = new CopyOnWriteArrayList<>();

    /** What the present registrar gave. */
    private volatile @Nullable ModuleRegistrations nmr;

    ChaosModule(World world, Life life, int slot) {
        this.world = world;
        this.life = life;
        this.slot = slot;
    }

    Ledger ledger() {
        return life.ledger();
    }

    void later(Runnable task, int micros) {
        world.later(task, micros);
    }

    // ---- registrations ----------------------------------------------------------------------------------------

    /** One third of the slots are clients, one third providers, one third are both. */
    @Override
    public void register(ModuleRegistrations registrar) {
        Script script = life.script();
        nmr = registrar;
        failIf(Choice.FAIL_BEFORE_REGISTERING, script, "register");
        int npi = slot / 3 % NPIS;
        if (slot % 3 != 1) {
            client(npi);
        }
        if (slot % 3 != 0) {
            provider((npi + slot % 3 / 2) % NPIS);
        }
        if (Choice.REGISTER_MORE.isMade(script)) {
            client((npi + 1) % NPIS);
        }
        failIf(Choice.FAIL_AFTER_REGISTERING, script, "register");
    }

    private static void failIf(Choice choice, Script script, String where) {
        if (choice.isMade(script)) {
            throw new Intended(where);
        }
    }

    private void client(int npi) {
        ModuleRegistrations registrar = nmr;
        if (registrar != null) {
            keep(() -> registrar.registerClient(ClientCharacteristics.of(npi(npi), this::attachProvider)));
        }
    }

    private void provider(int npi) {
        ModuleRegistrations registrar = nmr;
        if (registrar != null) {
            keep(() -> registrar.registerProvider(ProviderCharacteristics.of(npi(npi), this::attachClient)));
        }
    }

    private static Npi<Work, Work> npi(int number) {
        return Npi.of("org.nmr.chaos." + number, Work.class, Work.class);
    }

    /** The registrar, or this bundle, may be stopping already. */
    private void keep(Supplier<Registration> registration) {
        try {
            registrations.add(registration.get());
        } catch (IllegalStateException stopping) {
            ledger().count(Count.REGISTRATIONS_REFUSED);
        }
    }

    /** Inside a callback: registers once more, or begins the end of a registration. */
    void registerOrDeregister(Script script, Role role) {
        if (Choice.REGISTER_INSIDE.isMade(script) && nested.getAndIncrement() < MOST_NESTED) {
            ledger().count(Count.NESTED);
            if (role == Role.CLIENT) {
                client(slot % NPIS);
            } else {
                provider(slot % NPIS);
            }
        }
        Registration first = Choice.DEREGISTER_INSIDE.isMade(script) ? registrations.poll() : null;
        if (first != null) {
            ledger().count(Count.CLOSED_EARLY);
            var unused = first.deregister();
        }
    }

    /** A component that is unloaded earlier than its bundle. */
    private void closeEarly() {
        Registration first = registrations.poll();
        if (first != null) {
            ledger().count(Count.CLOSED_EARLY);
            first.close();
        }
    }

    /** Ends one registration after the other, as far as they are known here. */
    void closeAll() {
        for (Registration each = registrations.poll(); each != null; each = registrations.poll()) {
            each.close();
        }
    }

    // ---- proposals --------------------------------------------------------------------------------------------

    private void attachProvider(ProviderProposal<Work, Work> proposal) {
        Link link = life.link();
        Script script = link.script(Role.CLIENT);
        if (Choice.DECLINE.isMade(script)) {
            return;
        }
        failIf(Choice.FAIL_TO_ATTACH, script, "attachProvider");
        registerOrDeregister(script, Role.CLIENT);
        Side side = new Side(this, link, Role.CLIENT, proposal.binding());
        if (!attach(proposal, side) && !(Choice.TRY_AGAIN.isMade(script) && attach(proposal, side))) {
            return;
        }
        if (Choice.DISOWN.isMade(script)) {
            link.disowned();
            throw new Intended("attachProvider, after it was attached");
        }
        sides.add(side);
    }

    private boolean attach(ProviderProposal<Work, Work> proposal, Side side) {
        boolean isAttached = proposal.attach(side, side).attached();
        if (isAttached) {
            side.link().attached();
        } else {
            ledger().count(Count.DECLINED);
        }
        return isAttached;
    }

    private Answer<Work> attachClient(ClientProposal<Work> proposal) {
        Link link;
        try (Call<Work> call = proposal.binding().enter()) {
            link = call.dispatch().link();
        }
        Script script = link.script(Role.PROVIDER).of(link.asked());
        if (Choice.REFUSE.isMade(script)) {
            return Answer.refuse("not this time");
        }
        failIf(Choice.FAIL_TO_ANSWER, script, "attachClient");
        registerOrDeregister(script, Role.PROVIDER);
        Side side = new Side(this, link, Role.PROVIDER, proposal.binding());
        link.accepted(life);
        sides.add(side);
        return Answer.accept(side, side);
    }

    // ---- work -------------------------------------------------------------------------------------------------

    /** A side that calls nobody any more. */
    void left(Side side) {
        sides.remove(side);
    }

    /** What a thread of this module does. */
    void work(SplittableRandom random) {
        Side[] present = sides.toArray(Side[]::new);
        if (present.length > 0) {
            present[random.nextInt(present.length)].call(random);
        }
        if (random.nextInt(CLOSE_EARLY) == 0) {
            closeEarly();
        }
    }
}
