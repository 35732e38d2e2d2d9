// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.concurrent.CompletableFuture;
import org.nmr.Npi;

/** Types that modules of the tests talk with. */
final class Talk {
    static final Npi<Listener, Speaker> NPI = Npi.of("org.example.talk", Listener.class, Speaker.class);

    private Talk() {}

    /** What a provider can. */
    public interface Speaker {
        String say(String text);

        CompletableFuture<String> later(String text);

        int count(int depth);

        Object wrong(Object value);
    }

    /** What a client can. */
    public interface Listener {
        String heard(String text);

        int count(int depth);
    }
}
