package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.Deregistration;
import org.nmr.Owner;

/** The registrar: knows the NPIs and the modules, and shares nothing else between them. */
public final class Registrar {
    private final Settings settings;

    /** The NPIs that somebody is registered for. */
    private final ConcurrentHashMap<String, NpiSpace> spaces = new ConcurrentHashMap<>();

    /** The modules that are not being unloaded. */
    private final Set<ModuleCore> modules = ConcurrentHashMap.newKeySet();

    /** Set before {@link #modules} is read for the last time, read after a module was added. */
    private volatile boolean closed;

    /** Makes a registrar without modules. */
    public Registrar(Settings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Opens a module without registrations.
     *
     * @throws IllegalStateException if {@link #unloadAll} was called
     */
    public ModuleCore openModule(Owner owner, String name) {
        Objects.requireNonNull(name, () -> owner + ": expected a module name, was null");
        ModuleCore module = new ModuleCore(this, owner, name);
        modules.add(module);
        if (closed) {
            modules.remove(module);
            throw new IllegalStateException(
                    module + ": expected a running registrar, but it is stopping;" + " register with the next one");
        }
        return module;
    }

    /** Starts the unload of every module and lets no new one begin; waits for nobody. May be repeated. */
    public Deregistration unloadAll() {
        closed = true;
        return unloadAll("all modules", List.copyOf(modules));
    }

    /** Starts the unload of some modules: all are told not to begin anything before any of them is detached. */
    public Deregistration unloadAll(String subject, List<ModuleCore> some) {
        List<Ending> parts = new ArrayList<>();
        some.forEach(module -> parts.addAll(module.beginUnload().parts()));
        some.forEach(ModuleCore::detachAll);
        return new Unload(subject, parts, settings);
    }

    /** Returns the space of an NPI for one more registration. */
    NpiSpace enter(String npiId) {
        return spaces.compute(npiId, (id, space) -> {
            NpiSpace present = space == null ? new NpiSpace(settings.log()) : space;
            present.users++;
            return present;
        });
    }

    /** Ends the use of a space by one registration. */
    void leave(String npiId) {
        spaces.computeIfPresent(npiId, (id, space) -> --space.users == 0 ? null : space);
    }

    void forget(ModuleCore module) {
        modules.remove(module);
    }

    Settings settings() {
        return settings;
    }

    /** The NPIs that are in memory; for tests of what stays there. */
    int npiCount() {
        return spaces.size();
    }
}
