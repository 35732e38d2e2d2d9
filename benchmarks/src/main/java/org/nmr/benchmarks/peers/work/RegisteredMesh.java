// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nmr.benchmarks.Role;

/** A mesh of registrations, each of which returns what ends it. */
public final class RegisteredMesh implements Mesh {
    private final Tally tally;
    private final int hubs;
    private final Supplier<Runnable> hub;
    private final List<Runnable> idleEnds = new ArrayList<>();
    private final List<Runnable> hubEnds = new ArrayList<>();

    /** Registers all but the hubs. */
    public RegisteredMesh(Shape shape, Tally tally, Supplier<Runnable> client, Supplier<Runnable> provider) {
        boolean hubIsClient = shape.hubRole() == Role.CLIENT;
        this.tally = tally;
        this.hubs = shape.hubs();
        this.hub = hubIsClient ? client : provider;
        register(shape.idle(), hubIsClient ? provider : client, idleEnds);
    }

    @Override
    public void attach() {
        register(hubs, hub, hubEnds);
    }

    private static void register(int count, Supplier<Runnable> one, List<Runnable> ends) {
        for (int i = 0; i < count; i++) {
            ends.add(one.get());
        }
    }

    @Override
    public void detach() {
        end(hubEnds);
    }

    private static void end(List<Runnable> ends) {
        ends.forEach(Runnable::run);
        ends.clear();
    }

    @Override
    public long bound() {
        return tally.bound();
    }

    @Override
    public void close() {
        end(idleEnds);
    }
}
