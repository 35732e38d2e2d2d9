// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import java.util.Objects;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Life;
import org.nmr.chaos.shared.Script;
import org.nmr.chaos.shared.World;
import org.osgi.framework.BundleContext;

/** What every activator has: the life of the module, from its {@code start()} to its {@code stop()}. */
final class Session {
    private final World world;
    private final long bundle;
    private final Life life;
    private final ChaosModule module;

    private Session(World world, long bundle, int slot) {
        this.world = world;
        this.bundle = bundle;
        this.life = world.begin(slot, Session.class.getClassLoader());
        this.module = new ChaosModule(world, life, slot);
    }

    /** The framework releases the service when the bundle has stopped. */
    static Session begin(BundleContext context) {
        World world = context.getService(Objects.requireNonNull(context.getServiceReference(World.class), "no world"));
        String slot = context.getBundle().getHeaders("").get("Chaos-Slot");
        return new Session(world, context.getBundle().getBundleId(), Integer.parseInt(slot));
    }

    ChaosModule module() {
        return module;
    }

    Script script() {
        return life.script();
    }

    /** From now on threads of the program work in the module. */
    void employ() {
        world.employ(life, module::work);
    }

    /** After the unload. */
    void end() {
        life.retire();
        world.end(life, bundle);
    }

    /** Instead of the unload, which is left to the registrar. */
    void forget() {
        life.retire();
        world.forget(life, bundle);
    }

    /** The last thing in a {@code stop()}. */
    void failSometimes() {
        if (Choice.FAIL_TO_STOP.isMade(life.script())) {
            throw new Intended("stop");
        }
    }
}
