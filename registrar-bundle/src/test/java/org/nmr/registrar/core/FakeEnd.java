// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.function.Predicate;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Outstanding;
import org.nmr.registrar.unload.Unload;
import org.nmr.registrar.unload.UnloadControl;

/** An end that one thread holds up, and that counts what it is asked. */
final class FakeEnd extends End {
    final Thread inside;

    /** How often it was asked for its bindings or for the threads inside. */
    int asked;

    FakeEnd(UnloadControl unloads, Thread inside) {
        super(unloads);
        this.inside = inside;
        begin();
    }

    /** Returns the unload of something, which waits for these. */
    static Unload unload(UnloadControl unloads, String subject, End... parts) {
        Endable target = new Endable() {
            @Override
            public List<End> beginEnd() {
                return List.of(parts);
            }

            @Override
            public void detachAll(Rundown rundown) {}

            @Override
            public String toString() {
                return subject;
            }
        };
        return target.end(unloads);
    }

    @Override
    public void look() {}

    @Override
    public void revoke(String why) {}

    @Override
    public List<Edge> edges() {
        asked++;
        return List.of(new Edge(inside, "a call through", "a test"));
    }

    @Override
    public boolean waitsOnlyFor(Predicate<Thread> threads) {
        return threads.test(inside);
    }

    @Override
    public List<Outstanding> outstanding() {
        asked++;
        return List.of();
    }
}
