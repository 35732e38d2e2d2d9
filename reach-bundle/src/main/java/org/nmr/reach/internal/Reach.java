// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.RegistrationListener;
import org.nmr.reach.internal.bridge.Node;
import org.nmr.reach.internal.bridge.NodeSettings;
import org.nmr.reach.internal.bridge.NodesView;
import org.nmr.reach.internal.bridge.work.SystemClock;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The node of this framework: there while it is configured and a registrar is there. */
final class Reach implements AutoCloseable {
    private final BundleContext own;
    private final System.Logger log;
    private final SystemClock clock;
    private final RemoteNpis npis;
    private final Sources sources;

    /** Guarded by this: all that follow. What is begun and ended is done without the lock, by one thread at a time. */
    private Settings settings;

    private @Nullable ModuleRegistrations registrar;
    private @Nullable Started started;
    private @Nullable Node last;
    private boolean changes;
    private boolean isDue;

    /** A node that runs. */
    private record Started(
            Node node, Settings settings, ModuleRegistrations registrar, ServiceRegistration<?> listener) {}

    Reach(BundleContext own, Settings settings, System.Logger log) {
        this.own = own;
        this.settings = settings;
        this.log = log;
        clock = new SystemClock(log);
        npis = new RemoteNpis(own, log);
        sources = new Sources(own, log);
    }

    void open() {
        npis.open();
        sources.open();
    }

    /** The registrar is there, until what is returned is closed. */
    AutoCloseable begin(ModuleRegistrations given) {
        synchronized (this) {
            registrar = given;
        }
        change();
        return this::stopNode;
    }

    /** The configuration has changed. */
    void apply(Settings changed) {
        synchronized (this) {
            settings = changed;
        }
        change();
    }

    /** Says goodbye. */
    void stopNode() {
        synchronized (this) {
            registrar = null;
        }
        change();
    }

    /** Brings about what is wanted now; a thread that comes meanwhile leaves it to the one that is at it. */
    private void change() {
        synchronized (this) {
            isDue = true;
            if (changes) {
                return;
            }
            changes = true;
        }
        boolean goesOn = true;
        while (goesOn) {
            try {
                step();
            } finally {
                synchronized (this) {
                    goesOn = isDue;
                    changes = goesOn;
                }
            }
        }
    }

    private void step() {
        Started present;
        Settings wanted;
        ModuleRegistrations with;
        synchronized (this) {
            isDue = false;
            present = started;
            wanted = settings;
            with = registrar;
            if (present != null && present.settings.equals(wanted) && present.registrar == with) {
                return;
            }
            started = null;
        }
        if (present != null) {
            end(present);
        }
        if (with != null && wanted.node().isPresent()) {
            start(wanted, wanted.node().get(), with);
        }
    }

    private void start(Settings wanted, NodeSettings what, ModuleRegistrations with) {
        try {
            Engine engine = Engines.open(what, wanted, log);
            Node node = new Node(what, engine, with, own.getBundle().getBundleId(), clock, log);
            npis.into(node);
            begin(node);
            ServiceRegistration<?> listener =
                    own.registerService(RegistrationListener.class, node.registrations(), null);
            sources.into(node, what.name());
            synchronized (this) {
                started = new Started(node, wanted, with, listener);
                last = node;
            }
            log.log(
                    INFO,
                    "reach: this is node " + what.name()
                            + (node.listens().isEmpty() ? "" : ", which listens at " + node.listens()));
        } catch (EngineException cannot) {
            log.log(ERROR, "reach: node " + what.name() + " cannot start: " + cannot.getMessage(), cannot);
        }
    }

    /** One that cannot start frees what it has: the port is perhaps free tomorrow, with another configuration. */
    private void begin(Node node) throws EngineException {
        try {
            node.start();
        } catch (EngineException cannot) {
            npis.out();
            node.close();
            node.release();
            throw cannot;
        }
    }

    private void end(Started ended) {
        sources.out();
        npis.out();
        try {
            ended.listener.unregister();
        } catch (IllegalStateException gone) {
            log.log(System.Logger.Level.DEBUG, "reach: the bundle stops", gone);
        }
        ended.node.close();
    }

    NodesView view() {
        Started present;
        synchronized (this) {
            present = started;
        }
        NodesView view = present == null
                ? new NodesView("", "", List.of(), List.of(), List.of(), List.of(), List.of())
                : present.node.view();
        List<NodesView.NpiView> all = new ArrayList<>(view.npis());
        all.addAll(npis.problems());
        return new NodesView(view.node(), view.listens(), view.links(), view.dials(), view.lost(), all, view.taken());
    }

    /** After the unload of the module. */
    @Override
    public void close() {
        synchronized (this) {
            if (last != null) {
                last.release();
            }
        }
        sources.close();
        npis.close();
        clock.close();
    }
}
