// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** A thread inside a module, a call that goes on without one, or an object that was handed out and is not closed. */
public class HolderDTO extends DTO {
    /**
     * The thread's name. It is empty for an asynchronous call, and if the thread has ended and is forgotten: see
     * {@link #state}.
     */
    public String thread = "";

    /**
     * The thread's id. It is -1 if there is no thread, or if the thread hides its id. In Java 17 a module's own thread
     * class can do so.
     */
    public long threadId = -1;

    /** The number of calls that it has open. */
    public int calls;

    /** The method that it runs, such as the asynchronous method that was called; empty if not known. */
    public String what = "";

    /**
     * The type of an object that the method {@link #what} has handed out and that is not closed; empty for a call.
     * {@link #ageMillis} is the time since then.
     */
    public String handedOut = "";

    /** The time that it has been inside at least, in milliseconds; -1 if not known. */
    public long ageMillis = -1;

    /** The {@link Thread.State} of the thread; empty if there is no thread, or if the JVM cannot tell it. */
    public String state = "";

    /** The lock of the framework that it waits for; empty if it waits for none. */
    public String frameworkLock = "";

    /** The thread that has the lock that this thread waits for; empty if not known. */
    public String lockOwner = "";

    /** The stack of the thread now, the innermost frame first; empty if the caller did not ask for stacks. */
    public List<String> stack = List.of();

    /** The stack where the call began; empty unless {@code nmr.debug} is on. */
    public List<String> begun = List.of();

    /** Makes a copy with no field set. */
    public HolderDTO() {}
}
