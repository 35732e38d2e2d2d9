// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.concurrent.Executor;

/** So many frames from the end of a small stack. For one run. */
final class StackPlace implements Place {
    private static final long STACK = 256 * 1024;

    private final int frames;
    private volatile boolean wasExhausted;
    private Throwable thrown;

    StackPlace(int frames) {
        this.frames = frames;
    }

    @Override
    public Executor threads() {
        return task -> {
            Thread thread = new Thread(null, task, "small", STACK);
            thread.setDaemon(true);
            thread.start();
        };
    }

    @Override
    public void take(Action action) throws Exception {
        descend(action);
        Throwable end = thrown;
        if (end instanceof Exception exception) {
            throw exception;
        }
        if (end instanceof Error error) {
            throw error;
        }
    }

    /** Goes to the end of the stack, and acts on the way back; returns how far it is. */
    private int descend(Action action) {
        int distance;
        try {
            distance = descend(action) + 1;
        } catch (StackOverflowError end) {
            distance = 0;
        }
        if (distance == frames) {
            act(action);
        }
        return distance;
    }

    private void act(Action action) {
        try {
            action.run();
        } catch (StackOverflowError end) {
            wasExhausted = true;
            thrown = end;
        } catch (Throwable any) {
            thrown = any;
        }
    }

    /** Whether the operation has thrown that there is no room. */
    boolean wasExhausted() {
        return wasExhausted;
    }

    @Override
    public void makeRoom() {
        // a stack gets no longer
    }

    @Override
    public boolean isExpected(Throwable any) {
        return any instanceof StackOverflowError;
    }

    @Override
    public boolean isReal() {
        return true;
    }
}
