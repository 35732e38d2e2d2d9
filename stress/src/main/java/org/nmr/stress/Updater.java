// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nmr.Deregistration;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.OwnerRegistrar;

/** Updates one module over and over: closes it in one of several ways, looks, and registers it again. */
final class Updater implements Runnable {
    private static final int PAUSE_NANOS = 2_000_000;
    private static final int MEET_MICROS = 500;

    private final World world;
    private final boolean isClient;
    private final Exchanger<String> meeting;
    private final OwnerRegistrar owner;
    private final SplittableRandom random;

    Updater(World world, int number, Exchanger<String> meeting) {
        this.world = world;
        this.isClient = number % 2 == 0;
        this.meeting = meeting;
        this.owner = world.registrar.open(new Owner(number, "updater-" + number, "1.0.0"));
        this.random = world.random();
    }

    @Override
    public void run() {
        while (!world.isOver()) {
            update();
            world.results.count(Count.UPDATES);
        }
    }

    private void update() {
        StressModule module = new StressModule(world, isClient);
        LiveModule core = owner.openModule(isClient ? "client" : "provider");
        try {
            core.load(module);
        } catch (Exception e) {
            throw new IllegalStateException("register() throws nothing", e);
        }
        world.pause(random.nextInt(PAUSE_NANOS));
        end(core, module.registrations());
        module.checkEnded();
        if (Thread.interrupted()) {
            world.results.count(Count.INTERRUPTS);
        }
    }

    private void end(LiveModule core, List<Registration> registrations) {
        switch (random.nextInt(6)) {
            case 0 -> registrations.forEach(Registration::close);
            case 1 -> registrations.forEach(registration -> awaitInSteps(registration.deregister()));
            case 2 -> core.unload().completion().toCompletableFuture().join();
            case 3 -> closeTwice(core);
            case 4 -> meet();
            default -> core.unload();
        }
        core.close();
    }

    private static void awaitInSteps(Deregistration end) {
        boolean isOver;
        do {
            isOver = end.await(Duration.ofNanos(100_000));
        } while (!isOver);
    }

    private void closeTwice(LiveModule core) {
        Thread other = World.daemon(() -> world.guarded(core::close), "closer");
        other.start();
        core.close();
        boolean interrupted = false;
        while (other.isAlive()) {
            try {
                other.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two updaters that meet here close at the same moment, and often these are the two sides of a binding. */
    private void meet() {
        try {
            meeting.exchange("here", MEET_MICROS, TimeUnit.MICROSECONDS);
            world.results.count(Count.MEETINGS);
        } catch (TimeoutException e) {
            return; // nobody came
        } catch (InterruptedException e) {
            world.results.count(Count.INTERRUPTS);
        }
    }
}
