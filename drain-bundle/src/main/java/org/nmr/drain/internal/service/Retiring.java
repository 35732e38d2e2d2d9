// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.ServiceReference;

/** The stand-ins that are replaced by others while their originals stay: the end of an original waits for them, too. */
final class Retiring {
    private final Set<Life> all = ConcurrentHashMap.newKeySet();
    private final System.Logger log;

    Retiring(System.Logger log) {
        this.log = log;
    }

    /** Something is about to take the place of this one. */
    void add(Life life) {
        all.add(life);
    }

    /** It stays, or its end has returned. */
    void remove(Life life) {
        all.remove(life);
    }

    /** Ends it; when this returns, no call is inside. */
    void end(Life life) {
        life.published().retire();
        life.begin();
        life.await(log);
    }

    /** Ends those of some originals; when this returns, no call is inside. */
    void end(Predicate<ServiceReference<?>> originals) {
        for (Life each : all) {
            if (each.original() != null && originals.test(each.original().reference())) {
                end(each);
            }
        }
    }
}
