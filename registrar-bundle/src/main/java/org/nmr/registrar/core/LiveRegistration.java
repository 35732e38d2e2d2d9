// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.Registration;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Unload;

/**
 * One registration, of either role.
 *
 * <pre>
 * ACTIVE ── deregister, or unload of the module ──► ENDING ── no binding left and no proposal runs ──► ENDED
 * </pre>
 *
 * @param <C> the client dispatch type
 * @param <P> the provider dispatch type
 */
public abstract class LiveRegistration<C, P> implements Registration, Endable {
    private final LiveModule module;
    private final NpiSpace space;
    private final Npi<C, P> npi;
    private final Description self;

    /** Proposals that run, and bindings. Guarded by the space. */
    private final SideList sides = new SideList();

    /** Null while ACTIVE; set once. Written under the space's monitor. */
    private volatile @Nullable RegistrationEnd ending;

    /** Whether the module has used up its handle [B-4]. Tested and set under the monitor of the space. */
    private volatile boolean stale;

    /**
     * Whether the module has no handle of this, because an Error or a refusal came before. Then no peer is proposed to
     * it any more. Written without any step that could fail; the end that follows may fail, and then begins with that
     * of the module.
     */
    volatile boolean withdrawn;

    /** Whether a binding of it was revoked. Written under the space. */
    volatile boolean wasRevoked;

    /**
     * Whether the space counts this registration; written by the registrar's map of spaces, together with the count.
     */
    volatile boolean isCounted;

    LiveRegistration(LiveModule module, NpiSpace space, Npi<C, P> npi, Description self) {
        this.module = module;
        this.space = space;
        this.npi = npi;
        this.self = self;
    }

    /** Joins the NPI and proposes every peer that is there, on this thread. */
    abstract void join();

    abstract String role();

    /** The end has begun in this step. Called with the space's monitor, which implementations assert. */
    void endBegun() {}

    /** Says which provider comes next after a binding; null for registrations that do not choose. */
    @Nullable
    Choice choice() {
        return null;
    }

    /** The place among the providers of the NPI; null for a client. Called with the space's monitor, as above. */
    @Nullable
    Rank rank() {
        return null;
    }

    /** What this registration requires; null if nothing. */
    @Nullable
    Requirement requirement() {
        return null;
    }

    /** The peers that were there have answered: what this registration requires is in force now. */
    final void joined() {
        Requirement requirement = requirement();
        if (requirement != null) {
            synchronized (space) {
                requirement.begin();
            }
            module.satisfaction().look(instance().id());
        }
    }

    /** A provider has come or goes: begins or ends what follows the module. */
    final void lookAtFollowers() {
        assert !Thread.holdsLock(space);
        if (requirement() != null) {
            module.satisfaction().look(instance().id());
        }
    }

    /** Whether the module lacks something because of this registration; one that ends requires nothing. */
    final boolean isUnmet() {
        Requirement requirement = requirement();
        if (requirement == null) {
            return false;
        }
        synchronized (space) {
            return !isEnding() && requirement.isUnmet();
        }
    }

    /** The type of what this registration calls. */
    abstract Class<?> peerDispatch();

    @Override
    public final RegistrationInstance instance() {
        return self.instance();
    }

    abstract RegistrationEvent.Role eventRole();

    /** What listeners are told. */
    final RegistrationEvent event() {
        return new RegistrationEvent(eventRole(), npi, self.instance());
    }

    final Description description() {
        return self;
    }

    @Override
    public final Deregistration deregister() {
        if (useUp()) {
            throw new IllegalStateException(
                    this + ": expected one deregister(), but the handle has deregistered before."
                            + " Use the Deregistration that it returned then, or end()");
        }
        boolean done = false;
        try {
            Unload end = end(registrar().unloads());
            done = true;
            return end;
        } finally {
            if (!done) {
                stale = false; // an Error: the module has no Deregistration, so it may try again
            }
        }
    }

    @Override
    public final void close() {
        stale = true;
        endAndAwait(registrar().unloads());
    }

    @Override
    public final boolean close(Duration atMost) {
        Objects.requireNonNull(atMost, () -> this + ": expected a timeout, was null");
        stale = true;
        return endAndAwait(registrar().unloads(), atMost);
    }

    @Override
    public final Optional<Deregistration> end() {
        RegistrationEnd begun = ending;
        if (begun != null) {
            return Optional.of(new Unload(this, registrar().unloads(), List.of(begun)));
        }
        // An Error has kept the end of a withdrawn one from its begin; the wait takes that up.
        return withdrawn ? Optional.of(new Unload(this, registrar().unloads())) : Optional.empty();
    }

    @Override
    public final boolean isEnding() {
        return ending != null || withdrawn;
    }

    /** Returns whether the handle was stale before. */
    private boolean useUp() {
        synchronized (space) {
            boolean before = stale;
            stale = true;
            return before;
        }
    }

    @Override
    public final List<End> beginEnd() {
        RegistrationEnd begun = new RegistrationEnd(this);
        List<End> parts;
        synchronized (space) {
            RegistrationEnd first = ending == null ? begun : ending;
            parts = List.of(first);
            ending = first;
            space.remove(this);
            endBegun();
        }
        registrar().changes().changed();
        return parts;
    }

    @Override
    public final void detachAll(Rundown rundown) {
        List<Side<?>> attached;
        RegistrationEnd over;
        synchronized (space) {
            attached = sides.snapshot();
            over = endingIfOver();
        }
        RegistrationEnd.finish(over, null);
        Throwable failure = null;
        for (Side<?> side : attached) {
            try {
                side.binding().detach(rundown);
            } catch (RuntimeException | Error failed) {
                failure = failed;
            }
        }
        lookAtFollowers(); // the others may have what they require
        Endable.rethrow(failure);
    }

    /** Returns the end if nothing holds it up any more. */
    final @Nullable RegistrationEnd endingIfOver() {
        assert Thread.holdsLock(space);
        return sides.isEmpty() ? ending : null;
    }

    /** Whether nothing holds up the end. */
    final boolean isLeft() {
        synchronized (space) {
            return endingIfOver() != null;
        }
    }

    final SideList sides() {
        assert Thread.holdsLock(space);
        return sides;
    }

    final LiveModule module() {
        return module;
    }

    final NpiSpace space() {
        return space;
    }

    final Npi<C, P> npi() {
        return npi;
    }

    final Registrar registrar() {
        return module.registrar();
    }

    final Environment environment() {
        return registrar().environment();
    }

    /** Nothing of this registration stays behind; may be repeated. */
    final void forget() {
        module.forget(this);
        registrar().changes().changed();
    }

    /** A snapshot. */
    final List<LiveBinding<?, ?>> bindings() {
        synchronized (space) {
            return sides.snapshot().stream()
                    .<LiveBinding<?, ?>>map(Side::binding)
                    .toList();
        }
    }

    /** Who registered, for diagnostics. */
    final Who who() {
        return module.who();
    }

    final String advice() {
        return module.advice();
    }

    /** Adds what changes. */
    final void fill(RegistrationDTO dto, Snapshot snapshot) {
        Requirement requirement = requirement();
        synchronized (space) {
            dto.ending = ending != null;
            dto.bindings = sides.size();
            dto.satisfied = !isEnding();
            if (requirement != null) {
                requirement.fill(dto, isEnding(), snapshot);
            }
        }
    }

    /** Returns null while it has not begun. */
    final @Nullable RegistrationEnd ending() {
        return ending;
    }

    @Override
    public final String toString() {
        return role() + " registration of " + Who.name(instance().owner()) + " for NPI " + Who.npi(instance());
    }
}
