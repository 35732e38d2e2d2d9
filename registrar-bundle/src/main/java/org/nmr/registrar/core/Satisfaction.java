// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.nmr.Follower;

/** Whether a module has what its clients require, and what follows it. Guarded by the module unless said otherwise. */
final class Satisfaction {
    private final LiveModule module;

    /** Whether {@code register} runs or has failed. */
    boolean isRegistering;

    /** Null until something follows the module. */
    private @Nullable Followers followers;

    Satisfaction(LiveModule module) {
        this.module = module;
    }

    /** Whether {@code register} has returned and each of these has what it requires. */
    boolean isReached(Collection<LiveRegistration<?, ?>> registrations) {
        assert Thread.holdsLock(module.monitor);
        if (isRegistering) {
            return false;
        }
        for (LiveRegistration<?, ?> registration : registrations) {
            if (registration.isUnmet()) {
                return false;
            }
        }
        return true;
    }

    void add(Follower follower) {
        assert Thread.holdsLock(module.monitor);
        if (followers == null) {
            followers = new Followers(module);
        }
        followers.add(follower);
    }

    /** What the end of the module waits for; null if nothing follows it. */
    @Nullable
    Followers ongoing() {
        assert Thread.holdsLock(module.monitor);
        return followers != null && followers.isBusy() ? followers : null;
    }

    /**
     * The module may be satisfied now, or not any more: begins or ends what follows it.
     *
     * @param cause the id of the registration that has changed, or {@link Followers#ALL}
     */
    void look(long cause) {
        assert !Thread.holdsLock(module.monitor);
        Followers mine;
        synchronized (module.monitor) {
            mine = followers;
        }
        if (mine != null) {
            mine.look(cause);
        }
    }
}
