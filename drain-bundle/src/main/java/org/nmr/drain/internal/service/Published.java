// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Bundle;

/** What consumers see instead of an original. */
interface Published {
    /** Publishes it, which calls the listeners of consumers. */
    void publish();

    /** Copies the properties of the original. */
    void copyProperties();

    /** Tells the consumers that this original goes. They may call it meanwhile. May be repeated. */
    void withdraw(@Nullable Original original);

    /** Tells the consumers that it goes; something else is there for the same original. */
    void retire();

    /** Lets no call go to this original any more. May be repeated. */
    void shut(@Nullable Original original);

    /** Tells whether something of the original may end when the framework releases what this consumer has. */
    boolean hasStateOf(Bundle consumer);

    /** The {@code stop()} of a consumer has returned: waits until no call of it is inside. */
    void leave(Bundle consumer);

    /** Forgets a consumer that has stopped. */
    void forget(Bundle consumer);

    /** No call is inside any more, and none begins: forgets all consumers, unless there is another original. */
    void forgetAll();

    /** Returns what the present or last original says. */
    ServiceFacts facts();

    /** Returns how it is, for operators. */
    Condition condition();

    /** Returns what was asked for and is not done, with the reason; empty if nothing. */
    String note();

    /** How a service is. */
    enum Condition {
        /** Calls are counted. */
        DRAINED,
        /** The original is gone, and calls wait for another one. */
        HELD,
        /** There is no registrar, so calls are not counted. */
        UNCOUNTED,
        /** The original is gone. */
        ENDED
    }
}
