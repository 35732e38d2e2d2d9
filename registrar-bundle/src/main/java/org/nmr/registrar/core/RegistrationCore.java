package org.nmr.registrar.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;

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
abstract class RegistrationCore<C, P> implements Registration, Unloadable {
    private final ModuleCore owner;
    private final NpiSpace space;
    private final Npi<C, P> npi;
    private final RegistrationInstance instance;

    /** Proposals that run, and bindings. Guarded by the space. */
    private final SideList sides = new SideList();

    /** Null while ACTIVE; set once. Guarded by the space. */
    private @Nullable RegistrationEnding ending;

    /** Whether the module has used up its handle [B-4]. Guarded by the space. */
    private boolean stale;

    RegistrationCore(ModuleCore owner, NpiSpace space, Npi<C, P> npi, RegistrationInstance instance) {
        this.owner = owner;
        this.space = space;
        this.npi = npi;
        this.instance = instance;
    }

    /** Joins the NPI and proposes every peer that is there, on this thread. */
    abstract void join();

    abstract String role();

    /** The type of what this registration calls. */
    abstract Class<?> peerDispatch();

    @Override
    public final RegistrationInstance instance() {
        return instance;
    }

    @Override
    public final Deregistration deregister() {
        if (useUp()) {
            throw new IllegalStateException(
                    this + ": expected one deregister(), but the handle was used for that before;"
                            + " use the Deregistration that it returned then");
        }
        return end(settings());
    }

    @Override
    public final void close() {
        useUp();
        end(settings()).await();
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
    public final List<Ending> beginEnd() {
        synchronized (space) {
            if (ending == null) {
                ending = new RegistrationEnding(this);
                space.leave(this);
            }
            return List.of(ending);
        }
    }

    @Override
    public final void detachAll(Rundown rundown) {
        List<Side<?>> attached;
        RegistrationEnding over;
        synchronized (space) {
            attached = sides.snapshot();
            over = endingIfOver();
        }
        RegistrationEnding.release(over, null);
        for (Side<?> side : attached) {
            side.binding().detach(rundown);
        }
    }

    /** Returns the end if nothing holds it up any more; called with the space's monitor. */
    final @Nullable RegistrationEnding endingIfOver() {
        return sides.isEmpty() ? ending : null;
    }

    /** Called with the space's monitor. */
    final boolean isEnding() {
        return ending != null;
    }

    /** Guarded by the space. */
    final SideList sides() {
        return sides;
    }

    final NpiSpace space() {
        return space;
    }

    final Npi<C, P> npi() {
        return npi;
    }

    final Settings settings() {
        return owner.settings();
    }

    /** Nothing of this registration stays behind; may be repeated. */
    final void forget() {
        owner.forget(this);
    }

    final void refuseInside(Thread thread) {
        synchronized (space) {
            for (Side<?> side : sides.snapshot()) {
                String inside = side.binding().inside(thread);
                if (inside != null) {
                    throw new IllegalStateException(
                            this + ": its end cannot be awaited here, because it waits for this thread,"
                                    + " which is inside " + inside + ". The end has begun: return, or await elsewhere");
                }
            }
        }
    }

    final List<String> outstanding() {
        synchronized (space) {
            return sides.snapshot().stream()
                    .map(side -> side.binding().outstanding())
                    .toList();
        }
    }

    @Override
    public final String toString() {
        return role() + " registration of " + instance.owner() + " for NPI " + instance.npiId();
    }
}
