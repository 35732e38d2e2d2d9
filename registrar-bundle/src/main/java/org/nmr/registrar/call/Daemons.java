// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;

/** Makes the registrar's own threads: here, because what waits and what asks results need them, too. */
public final class Daemons {
    private Daemons() {}

    /** Returns what starts a thread for each task. */
    public static Executor named(String name) {
        return work -> create(name, work).start();
    }

    /**
     * Returns a daemon thread that was not started.
     *
     * <p>Threads of modules call this. The new thread must keep nothing of theirs: no thread locals, no class loader,
     * no access control context, and no group, which may be of a module's class and interrupt its threads.
     */
    @SuppressWarnings("removal") // the only way to drop the context on the JDKs that have one
    public static Thread create(String name, Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            boolean inheritThreadLocals = false;
            Thread thread = new Thread(rootGroup(), work, name, /* stackSize= */ 0, inheritThreadLocals);
            thread.setDaemon(true);
            thread.setContextClassLoader(Daemons.class.getClassLoader());
            return thread;
        });
    }

    /** Returns the group that all others are in. */
    public static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
