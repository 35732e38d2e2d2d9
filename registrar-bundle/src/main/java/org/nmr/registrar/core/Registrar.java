// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.nmr.Deregistration;
import org.nmr.Owner;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.event.Events;
import org.nmr.registrar.report.Changes;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Log;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.UnloadControl;
import org.nmr.registrar.unload.Warnings;
import org.nmr.registrar.view.AsyncAsker;
import org.nmr.registrar.view.StandInFactory;
import org.nmr.registrar.view.ViewFactory;
import org.nmr.spi.StandIns;

/** The registrar: knows the NPIs and the owners of modules, and shares nothing else between them. */
public final class Registrar implements Endable {
    private final Environment environment;
    private final Warnings warnings;
    private final UnloadControl unloads;
    private final Changes changes = new Changes();
    private final Events events;
    private final PairStatistics pairs;

    private final Listeners listeners = new Listeners(this);
    private final Nesting nesting = new Nesting();
    private final NotLoaded notLoaded = new NotLoaded();
    private final UnknownNames unknownNames = new UnknownNames();
    private final SearchReports searches = new SearchReports(this);

    private final ViewFactory views = new ViewFactory();
    private final StandInFactory standIns = new StandInFactory();
    private final Callbacks callbacks;

    /** The NPIs that have registrations, and some for which an Error came before the first. */
    private final ConcurrentHashMap<String, NpiSpace> spaces = new ConcurrentHashMap<>();

    /** Those that are not over yet. */
    private final Set<OwnerRegistrar> owners = ConcurrentHashMap.newKeySet();

    /** Set before {@link #owners} is read for the end, read after an owner was added. */
    private volatile boolean closed;

    private final AtomicInteger spaceCount = new AtomicInteger();

    /** The id of the youngest registration. */
    private final AtomicLong registrations = new AtomicLong();

    /** How long a client finds no provider until the log says so; empty for never. */
    private volatile Optional<Duration> reportSearchAfter = Optional.empty();

    /** Whether new bindings remember where each call began. */
    private volatile boolean traced;

    /** Makes a registrar without modules. */
    public Registrar(Environment environment) {
        this(environment, environment.safeLog());
        Rehearsal.require(environment.safeLog());
    }

    private Registrar(Environment environment, Log log) {
        this.environment = environment;
        this.warnings = new Warnings(log, environment.timing());
        this.callbacks = new Callbacks(warnings);
        this.events = new Events(warnings::warn);
        this.pairs = new PairStatistics(changes, events, environment.timing());
        this.unloads = new UnloadControl(log, environment.timing(), warnings, new AsyncAsker(), events);
    }

    /** Returns one for the rehearsal itself. */
    static Registrar unrehearsed(Environment environment) {
        return new Registrar(environment, environment.safeLog());
    }

    /**
     * Opens an owner's view, without modules. Several views of one owner know nothing of each other.
     *
     * @throws IllegalStateException if {@link #unloadAll} was called
     */
    public OwnerRegistrar open(Owner owner) {
        OwnerRegistrar view = new OwnerRegistrar(this, owner);
        owners.add(view);
        if (closed) {
            owners.remove(view);
            throw new IllegalStateException(
                    Who.name(owner) + ": expected a running registrar, but it is stopping. Register with the next one");
        }
        return view;
    }

    /**
     * Opens a module for which no bundle is responsible: it ends when it is closed, or with the registrar.
     *
     * @param owner in whose name it registers
     * @throws IllegalStateException if {@link #unloadAll} was called
     */
    public LiveModule openModule(Owner owner, String name) {
        return open(owner).openOnlyModule(name);
    }

    /** Prepares stand-ins that hand out only what is marked. */
    public StandIns standIns(List<Class<?>> interfaces) {
        return standIns(interfaces, Set.of());
    }

    /**
     * Prepares stand-ins.
     *
     * @param handedOut the names of types that are handed out wherever a method returns one
     * @throws IllegalArgumentException if there are none of these interfaces
     */
    public StandIns standIns(List<Class<?>> interfaces, Set<String> handedOut) {
        return new LiveStandIns(standIns.of(interfaces, handedOut));
    }

    /** Returns the end of nothing, which is complete. */
    public Deregistration nothing() {
        return new RegistrationGroup("nobody", List.of()).end(unloads);
    }

    /** Starts the unload of every module and lets no new one begin; does not wait. May be repeated. */
    public Deregistration unloadAll() {
        return end(unloads);
    }

    @Override
    public List<End> beginEnd() {
        closed = true;
        return Endable.beginEnd(List.copyOf(owners));
    }

    @Override
    public void detachAll(Rundown rundown) {
        Endable.detachAll(List.copyOf(owners), rundown);
    }

    /** Returns the space of an NPI, in which nothing may be registered. */
    NpiSpace space(String npiId) {
        return spaces.computeIfAbsent(npiId, id -> new NpiSpace(this, spaceCount.incrementAndGet()));
    }

    /** Does something with each NPI that has registrations. */
    void forEachSpace(BiConsumer<String, NpiSpace> action) {
        spaces.forEach(action);
    }

    /** Returns the id of a new registration; greater than that of each registration before. */
    long nextRegistration() {
        return registrations.incrementAndGet();
    }

    /** Returns the id of the latest registration; 0 if there was none. */
    long latestRegistration() {
        return registrations.get();
    }

    /** Counts a registration in its space; returns false if the space is not that of the NPI any more. */
    boolean acquire(LiveRegistration<?, ?> registration) {
        NpiSpace mine = registration.space();
        spaces.computeIfPresent(registration.instance().npiId(), (id, space) -> {
            if (space == mine) { // no call between the two writes, so that no Error comes between
                space.users++;
                registration.isCounted = true;
            }
            return space;
        });
        return registration.isCounted;
    }

    /** Ends the use of a space by one registration. May be repeated. */
    void release(LiveRegistration<?, ?> registration) {
        spaces.computeIfPresent(registration.instance().npiId(), (id, space) -> {
            if (registration.isCounted) {
                registration.isCounted = false;
                space.users--;
            }
            return space.users == 0 ? null : space;
        });
    }

    void forget(OwnerRegistrar owner) {
        owners.remove(owner);
    }

    Environment environment() {
        return environment;
    }

    UnloadControl unloads() {
        return unloads;
    }

    /** What may have to be said very often. */
    Warnings warnings() {
        return warnings;
    }

    /**
     * Writes the sums of warnings that were counted; returns whether there will be more. To be called once a second.
     */
    public boolean sumUpWarnings() {
        return warnings.sumUp();
    }

    /** Sets how long a client finds no provider until the log says so, once; empty for never. */
    public void reportSearchAfter(Optional<Duration> after) {
        reportSearchAfter = after;
        changes.changed(); // the next look has to come, though nothing else has changed
    }

    /**
     * Reports clients that have found no provider; returns whether there may be more. To be called once a second, by
     * one thread.
     */
    public boolean reportSearches() {
        return searches.look(reportSearchAfter);
    }

    /**
     * Sets the policies; holds for waits that have begun, too.
     *
     * @param policy what holds where a registration says nothing of its own
     * @param traceCalls whether bindings that are made from now on remember where each of their calls began
     */
    public void configure(Policy policy, boolean traceCalls) {
        unloads.configure(policy);
        traced = traceCalls;
    }

    /** The framework stops: what is outstanding after the given time is revoked, also for ends that begin later. */
    public void limitShutdown(Duration budget) {
        unloads.limitShutdown(budget);
    }

    /** What diagnostics would show differently. */
    public Changes changes() {
        return changes;
    }

    /** What diagnostic listeners are told. */
    public Events events() {
        return events;
    }

    /** The subscriptions of registration listeners. */
    public Listeners listeners() {
        return listeners;
    }

    List<LiveModule> modules() {
        return owners.stream().flatMap(owner -> owner.modules().stream()).toList();
    }

    boolean isTraced() {
        return traced;
    }

    /** What calls modules for bindings. */
    Callbacks callbacks() {
        return callbacks;
    }

    /** What makes counted views. */
    ViewFactory views() {
        return views;
    }

    /** How many registrations each thread is inside. */
    Nesting nesting() {
        return nesting;
    }

    /** What did not attach. */
    PairStatistics pairs() {
        return pairs;
    }

    /** The published modules whose {@code register} has failed. */
    NotLoaded notLoaded() {
        return notLoaded;
    }

    UnknownNames unknownNames() {
        return unknownNames;
    }

    /** How many NPIs have registrations; for tests of what stays. */
    int npiCount() {
        return (int) spaces.values().stream().filter(space -> space.users > 0).count();
    }

    /** How many owners' views are not over; for tests of what stays. */
    int ownerCount() {
        return owners.size();
    }

    @Override
    public String toString() {
        return "all modules";
    }
}
