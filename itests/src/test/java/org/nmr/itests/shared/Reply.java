// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.shared;

/** What the test wants a module to do at an event. */
public enum Reply {
    /** What a well-behaved module does: attach, accept, detach at once, unload. */
    NORMAL,
    /** Answer PENDING to a detach. */
    PENDING,
    /** Don't attach: decline or refuse. Don't greet, but throw the NPI's exception. */
    REFUSE,
    /** Don't do what a module has to do when it stops. Don't tell the client when it greets. */
    FORGET
}
