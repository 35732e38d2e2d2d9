// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

/** A thread that fails wherever a subclass can. */
final class HostileThread extends Thread {
    HostileThread(Runnable task, String name) {
        super(task, name);
    }

    @Override
    @SuppressWarnings("deprecation")
    public long getId() {
        throw hostile();
    }

    @Override
    public int hashCode() {
        throw hostile();
    }

    @Override
    public boolean equals(Object other) {
        throw hostile();
    }

    @Override
    public String toString() {
        throw hostile();
    }

    @Override
    public State getState() {
        throw hostile();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        throw hostile();
    }

    @Override
    public boolean isInterrupted() {
        throw hostile();
    }

    @Override
    public ClassLoader getContextClassLoader() {
        throw hostile();
    }

    private static AssertionError hostile() {
        return new AssertionError("hostile");
    }
}
