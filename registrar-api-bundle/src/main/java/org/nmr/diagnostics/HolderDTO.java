// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** A thread inside a module, or a call that goes on without one. */
public class HolderDTO extends DTO {
    /**
     * The thread's name; empty for an asynchronous call, or if the thread has ended and is forgotten; see
     * {@link #state}.
     */
    public String thread = "";

    /**
     * The thread's id; -1 if there is none, or if the thread hides it, which one of a module's class can in Java 17.
     */
    public long threadId = -1;

    /** How many calls it has open. */
    public int calls;

    /** What it does, such as the asynchronous method that was called; empty if not known. */
    public String what = "";

    /** For how long at least, in milliseconds; -1 if not known. */
    public long ageMillis = -1;

    /** The {@link Thread.State}; empty if there is no thread, or if the JVM cannot tell. */
    public String state = "";

    /** Which lock of the framework it waits for; empty if for none. */
    public String frameworkLock = "";

    /** Which thread has the lock that it waits for; empty if not known. */
    public String lockOwner = "";

    /** Where it is now, the innermost frame first; empty if stacks were not asked for. */
    public List<String> stack = List.of();

    /** Where the call was begun; empty unless {@code nmr.debug} is on. */
    public List<String> begun = List.of();
}
