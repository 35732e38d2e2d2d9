// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/** A module with one registration for each NPI, all as client or all as provider. */
final class StressModule implements NetworkModule {
    /** How often a client asks a provider. */
    private static final int TRIES = 2;

    private final World world;
    private final boolean isClient;

    /** All that were proposed and have got so far; callbacks run on other modules' threads, too. */
    private final Queue<StressSide> sides = new ConcurrentLinkedQueue<>();

    /** Used by the module's own thread only. */
    private final List<Registration> registrations = new ArrayList<>();

    StressModule(World world, boolean isClient) {
        this.world = world;
        this.isClient = isClient;
    }

    List<Registration> registrations() {
        return registrations;
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        for (Npi<Work, Work> npi : World.NPIS) {
            registrations.add(
                    isClient
                            ? nmr.registerClient(ClientCharacteristics.of(npi, this::attachProvider))
                            : nmr.registerProvider(ProviderCharacteristics.of(npi, this::attachClient)));
        }
    }

    private void attachProvider(ProviderProposal<Work, Work> proposal) {
        Link link = new Link(world);
        StressSide side = new StressSide(world, link, proposal.binding());
        link.client(side);
        sides.add(side);
        boolean isAttached = false;
        for (int i = 0; i < TRIES && !isAttached; i++) {
            isAttached = proposal.attach(side, side).attached();
        }
        if (isAttached) {
            link.attached();
        }
    }

    /** The client's dispatch is its side. */
    private Answer<Work> attachClient(ClientProposal<Work> proposal) {
        SplittableRandom random = world.random();
        if (random.nextInt(4) == 0) {
            world.results.count(Count.REFUSED);
            return Answer.refuse("not this time");
        }
        try (Call<Work> call = proposal.binding().enter()) {
            Link link = ((StressSide) call.dispatch()).link();
            StressSide side = new StressSide(world, link, proposal.binding());
            link.provider(side);
            sides.add(side);
            return Answer.accept(side, side);
        }
    }

    /** What holds when the module's end has been seen. */
    void checkEnded() {
        sides.forEach(StressSide::checkEnded);
    }
}
