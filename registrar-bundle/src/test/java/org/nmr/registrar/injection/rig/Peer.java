// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleId;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.OwnerRegistrar;

/** A module with one registration; an owner of its own unless a case says otherwise. */
abstract class Peer {
    final Rig rig;
    final String name;
    final List<Side> sides = new CopyOnWriteArrayList<>();
    final Map<String, Object> characteristics = new HashMap<>();

    OwnerRegistrar owner;
    LiveModule nmr;
    Function<Side, DetachStatus> onDetach = side -> DetachStatus.COMPLETE;
    Consumer<Side> onCleanup = side -> {};

    /** How often it was asked for a proposal. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile Registration registration;
    volatile boolean hasTried;
    volatile boolean isEnding;

    Peer(Rig rig, String name) {
        this.rig = rig;
        this.name = name;
        this.owner = rig.owner(name);
        this.nmr = owner.openModule(name);
    }

    final Registration register() {
        hasTried = true;
        registration = registerIn();
        return registration;
    }

    abstract Registration registerIn();

    final Deregistration deregister() {
        isEnding = true;
        return rig.remember(registration.deregister());
    }

    final void close() {
        isEnding = true;
        registration.close();
    }

    /** Ends itself by what a proposal tells. */
    final void deregister(Registration own) {
        isEnding = true;
        rig.remember(own.deregister());
        rig.remember(own.end().orElseThrow());
    }

    /** The same with a limited wait; returns whether the end was complete. */
    final boolean close(Registration own, Duration atMost) {
        isEnding = true;
        try {
            return own.close(atMost);
        } catch (IllegalStateException refused) {
            return false;
        } finally {
            own.end().ifPresent(rig::remember);
        }
    }

    final Peer pending() {
        onDetach = side -> DetachStatus.PENDING;
        return this;
    }

    /** Ends what goes on in the module. */
    void letOut() {}

    /** Whether peers that come now must be offered to it, or it to them. */
    boolean isFree() {
        return registration != null && !isEnding && !nmr.isEnding();
    }

    /** The newest side. */
    final Side side() {
        return sides.get(sides.size() - 1);
    }

    final Side newSide(RegistrationInstance peer, org.nmr.Binding<?> binding) {
        Side side = new Side(this, nameOf(peer), binding);
        sides.add(side);
        rig.sides.add(side);
        return side;
    }

    final RegistrationInstance instance() {
        characteristics.put("name", name);
        return new RegistrationInstance(
                Rig.NPI.id(), ModuleId.UNSPECIFIED, 0, 0, characteristics, "", Owner.UNKNOWN, 0);
    }

    static String nameOf(RegistrationInstance instance) {
        return String.valueOf(instance.characteristics().get("name"));
    }
}
